import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.MongoVersion;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import java.util.List;

/** Arguments: a loopback port (0 = a free one). Prints the URI, then serves from memory until it is killed. */
public class MongoServerMain {
  public static void main(String[] arguments) {
    var backend = H2Backend.inMemory();
    // Its own MONGO_5_0 states wire version 8; the driver in mongoose 9 wants 9 or more.
    backend.version(new MongoVersion() {
      public List<Integer> getVersionArray() { return List.of(5, 0, 0); }
      public int getWireVersion() { return 13; }
    });
    var server = new MongoServer(backend);
    server.bind("127.0.0.1", Integer.parseInt(arguments[0]));
    System.out.println("mongodb://127.0.0.1:" + server.getLocalAddress().getPort() + "/hub");
  }
}
