package org.descent.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker that comes back without its disk. */
@Tag("thorough")
class EmptyBrokerIT {
  private static final Path SWEEP = Path.of("src/test/resources/experiments/learning-rates.yaml");

  @TempDir Path directory;

  @Test
  void whatIsLostIsSaidAndTheNextExperimentIsTrained() throws IOException {
    var logs = Files.createDirectories(Path.of("target", "journeys").toAbsolutePath());
    try (var brokers = Brokers.of(1, directory, logs, Wrapping.NONE);
        var services = new Everybody(brokers.bootstrap(), logs, 1)) {
      brokers.start();
      services.start();
      var id = services.control().submit(Control.read(SWEEP, "seeds=1").get(0));
      services.control().awaitComplete(id);

      var broker = brokers.any(new Random(0));
      broker.kill();
      delete(broker.directory());
      brokers.start();
      for (var service : services.all().values()) {
        assertThat(service.awaitExit()).as(service.logged()).isEqualTo(1);
        assertThat(service.logged())
            .contains("it has lost its log", "experiments have to be handed in again");
      }

      services.start(); // as whoever runs them does
      assertThat(services.control().get("/api/experiments")).isEmpty();
      var again = services.control().submit(Control.read(SWEEP, "seeds=1").get(0));
      assertThat(again).isEqualTo(id);
      services.control().awaitComplete(id);
    }
  }

  private static void delete(Path directory) throws IOException {
    try (var all = Files.walk(directory)) {
      for (var path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
