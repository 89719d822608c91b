package org.descent.benchmarks.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.descent.standalone.broker.EmbeddedBroker;

/** A Kafka broker that serves until its process is told to end. */
final class Broker {
  private static final Logger EVERYTHING = Logger.getLogger("");
  private static final String ADDRESS = "address";

  private Broker() {}

  /**
   * @param arguments the directory of its log, where it also leaves its address
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    var directory = Path.of(arguments[0]);
    EVERYTHING.setLevel(Level.WARNING);
    var broker = EmbeddedBroker.start(directory);
    Runtime.getRuntime().addShutdownHook(new Thread(broker::close));
    var draft = directory.resolve(ADDRESS + ".part");
    Files.writeString(draft, broker.bootstrap());
    Files.move(draft, directory.resolve(ADDRESS), StandardCopyOption.ATOMIC_MOVE);
    Thread.currentThread().join();
  }

  /** Where the broker of that log serves; empty until it does. */
  static String address(Path directory) throws IOException {
    var file = directory.resolve(ADDRESS);
    return Files.exists(file) ? Files.readString(file) : "";
  }
}
