package kequan.mongodb;

import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.LoggerFactory;

/** What this store makes of an index that is not unique, said once in a run and not, as the library does, per index. */
final class PlainIndexNotice {
  private static final AtomicBoolean SAID = new AtomicBoolean();

  static void say() {
    if (SAID.compareAndSet(false, true)) {
      LoggerFactory.getLogger("mongodb-server")
          .warn("Indexes that are not unique do not speed up this embedded store; they are kept by name only.");
    }
  }

  private PlainIndexNotice() {}
}
