package kequan.mongodb;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerException;
import de.bwaldvogel.mongo.wire.message.MongoMessage;
import java.util.function.Supplier;
import org.h2.mvstore.MVStore;

/**
 * Answers a command that writes only after the store has committed it: what was acknowledged survives a kill -9.
 * Commands run side by side, except those that change the list of collections or of indexes ({@link CatalogLock}).
 */
final class DurableBackend extends H2Backend {
  private final GroupCommit commits;
  private final CatalogLock catalog = new CatalogLock();

  DurableBackend(MVStore store) {
    super(store);
    this.commits = new GroupCommit(store);
  }

  /** All but the greeting of a driver, which changes nothing, comes as a message. */
  @Override
  public Document handleMessage(MongoMessage message) {
    Supplier<Document> run = () -> answerTo(message);
    Document command = message.getDocument();
    return switch (CommandKind.of(command)) {
      case READ -> catalog.unchanged(run);
      case WRITE -> {
        String collection = String.valueOf(command.get(CommandKind.nameOf(command)));
        yield commits.durably(() -> catalog.unchangedIf(() -> exists(message.getDatabaseName(), collection), run));
      }
      case CATALOG -> commits.durably(() -> catalog.alone(run));
    };
  }

  /** Also called by the constructor of the library, before the fields of this class are set. */
  @Override
  protected MongoDatabase openOrCreateDatabase(String name) {
    return EmbeddedDatabase.open(name, getMvStore(), getCursorRegistry());
  }

  private Document answerTo(MongoMessage message) {
    Document command = message.getDocument();
    if (CommandKind.nameOf(command).equals("dropIndexes")
        && resolveDatabase(message.getDatabaseName()) instanceof EmbeddedDatabase database) {
      return database.dropIndexes(command);
    }
    return super.handleMessage(message);
  }

  private boolean exists(String database, String collection) {
    try {
      return listDatabaseNames().contains(database)
          && resolveDatabase(database).resolveCollection(collection, false) != null;
    } catch (MongoServerException notAName) {
      return false; // the command itself refuses it, in its own words
    }
  }
}
