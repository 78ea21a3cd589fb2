package kequan.mongodb;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.EmptyIndex;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.h2.H2Database;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.IndexBuildFailedException;
import de.bwaldvogel.mongo.exception.IndexNotFoundException;
import de.bwaldvogel.mongo.exception.MongoServerError;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;

/** One database of the store, with a list of indexes that is true when they are made again, dropped, or refused. */
abstract class EmbeddedDatabase extends H2Database {
  private static final int INDEX_KEY_SPECS_CONFLICT = 86;
  private static final List<String> KEY_SPECS =
      List.of("key", "unique", "sparse", "partialFilterExpression", "expireAfterSeconds");

  private EmbeddedDatabase(String name, MVStore store, CursorRegistry cursors) {
    super(name, store, cursors);
  }

  static EmbeddedDatabase open(String name, MVStore store, CursorRegistry cursors) {
    return new EmbeddedDatabase(name, store, cursors) {
      @Override
      MVStore store() {
        return store;
      }
    };
  }

  /** Not a field: the constructor of the library opens collections before a field of this class could be set. */
  abstract MVStore store();

  @Override
  protected MongoCollection<Object> openOrCreateCollection(String name, CollectionOptions options) {
    String fullName = getFullCollectionNamespace(name);
    MVMap<Object, Document> documents = store().openMap("databases." + fullName);
    MVMap<String, Object> figures = store().openMap("meta." + fullName);
    return new EmbeddedCollection(this, name, options, documents, figures, cursorRegistry);
  }

  /**
   * The library lists an index twice when it is made again with an option more or less, and keeps the entries of a
   * unique index that it has refused, so that the same index made once more passes for complete.
   */
  @Override
  protected synchronized void addIndex(Document index) {
    List<Document> same = listed(new Document("ns", index.get("ns")).append("name", index.get("name")));
    if (same.isEmpty()) {
      try {
        super.addIndex(index);
      } catch (IndexBuildFailedException refused) {
        store().removeMap(index.get("ns") + "._index_" + index.get("name"));
        throw refused;
      }
    } else if (!KEY_SPECS.stream().allMatch(spec -> isSame(same.get(0).get(spec), index.get(spec)))) {
      String message = "An existing index has the same name as the requested index: " + same.get(0) + ", " + index;
      throw new MongoServerError(INDEX_KEY_SPECS_CONFLICT, "IndexKeySpecsConflict", message);
    }
  }

  /**
   * The command {@code dropIndexes}. The library takes an index of this name from the list of every collection, fails
   * for {@code "*"} at the first index of another collection, and drops the index of {@code _id} if asked.
   */
  Document dropIndexes(Document command) {
    MongoCollection<Object> collection = resolveCollection((String) command.get("dropIndexes"), false);
    Document answer = new Document();
    if (collection != null) {
      answer.append("nIndexesWas", collection.getNumIndexes());
      for (Document index : chosen(collection, command.get("index"))) {
        String name = (String) index.get("name");
        dropIndex(collection, name);
        indexes.get().deleteDocuments(new Document("ns", collection.getFullName()).append("name", name), -1);
      }
    }
    return answer.append("ok", 1.0);
  }

  @Override
  protected Index<Object> openOrCreateSecondaryIndex(
      String collection, String name, List<IndexKey> keys, boolean sparse) {
    PlainIndexNotice.say();
    return new EmptyIndex<>(name, keys);
  }

  /** By name, names, key, or all; never the index of {@code _id}. */
  private List<Document> chosen(MongoCollection<Object> collection, Object which) {
    List<Document> chosen = listed(new Document("ns", collection.getFullName()));
    chosen.removeIf(index -> isPrimaryKeyIndex((Document) index.get("key")));
    if (!"*".equals(which)) {
      List<?> names = which instanceof List<?> several ? several : List.of(which);
      chosen.removeIf(index -> !names.contains(index.get("name")) && !isSame(which, index.get("key")));
      if (chosen.isEmpty()) {
        throw new IndexNotFoundException("index not found with name [" + which + "]");
      }
    }
    return chosen;
  }

  private List<Document> listed(Document which) {
    List<Document> found = new ArrayList<>();
    if (indexes.get() != null) {
      indexes.get().handleQuery(which).forEach(found::add);
    }
    return found;
  }

  /** What is absent is the same as false; 1 is the same as 1.0. */
  private static boolean isSame(Object one, Object other) {
    return Objects.equals(normal(one), normal(other));
  }

  private static Object normal(Object value) {
    if (value instanceof Document document) {
      Document normal = new Document();
      document.forEach((key, inner) -> normal.put(key, normal(inner)));
      return normal;
    }
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    return Boolean.FALSE.equals(value) ? null : value;
  }
}
