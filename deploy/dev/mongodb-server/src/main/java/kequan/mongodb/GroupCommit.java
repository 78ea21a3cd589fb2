package kequan.mongodb;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.h2.mvstore.MVStore;

/**
 * Commands run side by side and share commits: while one commit writes, the commands that end meanwhile wait, and
 * the next commit takes them all. A commit never catches a command half done, so a document and its index entries
 * reach the file together.
 */
final class GroupCommit {
  private final MVStore store;
  private final ReadWriteLock running = new ReentrantReadWriteLock(true);
  private final AtomicLong ended = new AtomicLong();
  private final Object turn = new Object();
  private long durable; // guarded by `turn`

  GroupCommit(MVStore store) {
    this.store = store;
  }

  /** Runs the command and returns its answer (or throws its error) once what it changed is in the file. */
  <T> T durably(Supplier<T> command) {
    running.readLock().lock();
    try {
      return command.get();
    } finally {
      long mine = ended.incrementAndGet();
      running.readLock().unlock();
      awaitCommitOf(mine);
    }
  }

  private void awaitCommitOf(long mine) {
    synchronized (turn) {
      if (durable >= mine) {
        return;
      }
      running.writeLock().lock();
      try {
        long reached = ended.get();
        store.commit();
        durable = reached;
      } finally {
        running.writeLock().unlock();
      }
    }
  }
}
