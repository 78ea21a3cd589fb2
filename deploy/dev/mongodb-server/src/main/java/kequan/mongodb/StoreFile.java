package kequan.mongodb;

import java.nio.file.Files;
import java.nio.file.Path;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreTool;

/** Opens the one file that holds everything. */
final class StoreFile {
  private static final int CACHE_MIB = 32;

  /**
   * Every commit appends, so the file grows to about ten times the data: it is written anew at start. Nothing is
   * committed in the background and no old version is kept; {@link DurableBackend} decides when to commit.
   */
  static MVStore open(Path file) {
    String name = file.toString();
    MVStoreTool.compactCleanUp(name);
    if (Files.exists(file)) {
      MVStoreTool.compact(name, false);
    }
    MVStore store = new MVStore.Builder().fileName(name).autoCommitDisabled().cacheSize(CACHE_MIB).open();
    store.setRetentionTime(0);
    store.setVersionsToKeep(0);
    return store;
  }

  private StoreFile() {}
}
