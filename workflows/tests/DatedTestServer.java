import io.grpc.Grpc;
import io.grpc.InsecureServerCredentials;
import io.grpc.ServerBuilder;
import io.temporal.internal.testservice.GRPCServerHelper;
import io.temporal.internal.testservice.TestServicesStarter;
import java.time.Instant;

/** The time-skipping test server, begun at a given instant: holidays do not depend on the day of the test run. */
public final class DatedTestServer {
  public static void main(String[] args) throws Exception {
    int port = Integer.parseInt(args[0]);
    long startsAtMs = Instant.parse(args[1]).toEpochMilli();
    TestServicesStarter services = new TestServicesStarter(true, startsAtMs);
    ServerBuilder<?> server = Grpc.newServerBuilderForPort(port, InsecureServerCredentials.create());
    GRPCServerHelper.registerServicesAndHealthChecks(services.getServices(), server);
    server.build().start().awaitTermination();
  }
}
