package kequan.mongodb;

import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.MongoVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Serves the MongoDB wire protocol on 127.0.0.1 from one file: {@code Main <port> <file>}. */
public final class Main {
  private static final String LOCAL_ADDRESS = "127.0.0.1";

  /** The driver asks for wire version 9 or more; what is announced is what MongoDB 5.0.0 tells of itself. */
  private record Announced() implements MongoVersion {
    @Override
    public List<Integer> getVersionArray() {
      return List.of(5, 0, 0);
    }

    @Override
    public int getWireVersion() {
      return 9;
    }
  }

  public static void main(String[] arguments) throws Exception {
    if (arguments.length != 2) {
      System.err.println("usage: Main <port> <file>");
      System.exit(2);
    }
    int port = Integer.parseInt(arguments[0]);
    Path file = Path.of(arguments[1]);
    Files.createDirectories(file.toAbsolutePath().getParent());

    DurableBackend backend = new DurableBackend(StoreFile.open(file));
    backend.version(new Announced());
    MongoServer server = new MongoServer(backend);
    Runtime.getRuntime().addShutdownHook(new Thread(server::shutdownNow, "shutdown"));
    server.bind(LOCAL_ADDRESS, port);
    System.out.println("mongodb-server ready on " + LOCAL_ADDRESS + ":" + port);
  }
}
