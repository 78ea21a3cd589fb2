package kequan.mongodb;

import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Commands run side by side, but one that changes which collections or indexes there are runs alone: the library
 * walks through a collection's list of indexes at every write, and a list that changes meanwhile makes that write
 * fail half done, or leaves documents out of the new index.
 *
 * <p>One lock for everything, because such commands are few and short. Whoever holds it waits for nothing else, so it
 * may be taken inside {@link GroupCommit}.
 */
final class CatalogLock {
  private final Lock unchanged;
  private final Lock alone;

  CatalogLock() {
    ReadWriteLock lock = new ReentrantReadWriteLock();
    this.unchanged = lock.readLock();
    this.alone = lock.writeLock();
  }

  /** Runs the command while no collection and no index comes or goes. */
  <T> T unchanged(Supplier<T> command) {
    return within(unchanged, command);
  }

  /** Runs the command while no other runs. */
  <T> T alone(Supplier<T> command) {
    return within(alone, command);
  }

  /** As {@link #unchanged} if the catalog is as the command needs it, else {@link #alone}, so that it may change it. */
  <T> T unchangedIf(BooleanSupplier asNeeded, Supplier<T> command) {
    unchanged.lock();
    try {
      if (asNeeded.getAsBoolean()) {
        return command.get();
      }
    } finally {
      unchanged.unlock();
    }
    return alone(command);
  }

  private static <T> T within(Lock lock, Supplier<T> command) {
    lock.lock();
    try {
      return command.get();
    } finally {
      lock.unlock();
    }
  }
}
