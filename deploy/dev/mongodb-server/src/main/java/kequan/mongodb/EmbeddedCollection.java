package kequan.mongodb;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.ArrayFilters;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.backend.h2.H2Collection;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.oplog.Oplog;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.h2.mvstore.MVMap;

/**
 * One collection, whose stored documents never change: an update stores a changed copy. The library changes the stored
 * document itself, while an answer that has just found it is still being written to another client; that answer then
 * broke off ("Failed to encode"), and its connection with it.
 */
final class EmbeddedCollection extends H2Collection {
  private boolean updating; // guarded by `this`

  EmbeddedCollection(
      MongoDatabase database,
      String name,
      CollectionOptions options,
      MVMap<Object, Document> documents,
      MVMap<String, Object> figures,
      CursorRegistry cursors) {
    super(database, name, options, documents, figures, cursors);
  }

  @Override
  public synchronized Document findAndModify(Document command) {
    return onCopies(() -> super.findAndModify(command));
  }

  @Override
  public synchronized Document updateDocuments(
      Document selector, Document update, ArrayFilters filters, boolean many, boolean upsert, Oplog oplog) {
    return onCopies(() -> super.updateDocuments(selector, update, filters, many, upsert, oplog));
  }

  /** What an update has found, it changes: the fields at the top in place, whatever lies below by new values. */
  @Override
  protected QueryResult queryDocuments(
      Document query, Document order, int skip, int limit, int batchSize, Document fields) {
    QueryResult found = super.queryDocuments(query, order, skip, limit, batchSize, fields);
    if (!Thread.holdsLock(this) || !updating) {
      return found;
    }
    List<Document> copies = new ArrayList<>();
    found.forEach(document -> copies.add(document.clone()));
    return new QueryResult(copies);
  }

  private Document onCopies(Supplier<Document> update) {
    updating = true;
    try {
      return update.get();
    } finally {
      updating = false;
    }
  }
}
