package kequan.mongodb;

import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What a command may change; that decides beside which others it may run, and whether its answer waits for a commit. */
enum CommandKind {
  /** Changes nothing that is stored. */
  READ,
  /** Changes documents of one collection, and makes that collection if it is not there. */
  WRITE,
  /**
   * May change which collections and indexes there are. So may every command that is not named here: a command that
   * runs alone without need is only slower.
   */
  CATALOG;

  /** {@code listDatabases} is not among them: the library opens every database anew for it, indexes and all. */
  private static final Set<String> READS =
      Set.of(
          "buildinfo", "collstats", "connectionstatus", "count", "dbstats", "distinct", "endsessions", "find",
          "getcmdlineopts", "getlog", "getmore", "getparameter", "hello", "hostinfo", "ismaster", "killcursors",
          "listcollections", "listindexes", "ping", "serverstatus", "whatsmyuri");

  private static final Set<String> WRITES = Set.of("delete", "findandmodify", "insert", "update");

  /** The name of a command is its first field. */
  static String nameOf(Document command) {
    return command.keySet().iterator().next();
  }

  static CommandKind of(Document command) {
    String name = nameOf(command).toLowerCase(Locale.ROOT);
    if (READS.contains(name) || name.equals("aggregate") && !storesItsResult(command)) {
      return READ;
    }
    return WRITES.contains(name) ? WRITE : CATALOG;
  }

  /** The result goes into a collection, which the stage makes or replaces. */
  private static boolean storesItsResult(Document aggregate) {
    return aggregate.get("pipeline") instanceof List<?> stages && stages.stream().anyMatch(CommandKind::isStoring);
  }

  private static boolean isStoring(Object stage) {
    return stage instanceof Document document && (document.containsKey("$out") || document.containsKey("$merge"));
  }
}
