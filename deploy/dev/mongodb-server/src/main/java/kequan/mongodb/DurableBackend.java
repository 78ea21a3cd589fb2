package kequan.mongodb;

import de.bwaldvogel.mongo.backend.h2.H2Backend;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.message.MongoMessage;
import java.util.Set;
import org.h2.mvstore.MVStore;

/** Answers a command that writes only after the store has committed it: what was acknowledged survives a kill -9. */
final class DurableBackend extends H2Backend {
  private static final Set<String> READS =
      Set.of(
          "aggregate", "buildinfo", "collstats", "connectionstatus", "count", "dbstats", "distinct", "find",
          "getcmdlineopts", "getlog", "getmore", "getparameter", "hello", "hostinfo", "ismaster", "killcursors",
          "listcollections", "listdatabases", "listindexes", "ping", "serverstatus", "whatsmyuri");

  private final GroupCommit commits;

  DurableBackend(MVStore store) {
    super(store);
    this.commits = new GroupCommit(store);
  }

  @Override
  public Document handleMessage(MongoMessage message) {
    String command = message.getDocument().keySet().iterator().next();
    if (READS.contains(command.toLowerCase(java.util.Locale.ROOT))) {
      return super.handleMessage(message);
    }
    return commits.durably(() -> super.handleMessage(message));
  }
}
