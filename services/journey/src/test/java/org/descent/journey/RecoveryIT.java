package org.descent.journey;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How long after a broker has been away for {@code recovery.minutes} everything is under way. */
@Tag("for-others")
class RecoveryIT {
  private static final Path LONG = Path.of("src/test/resources/experiments/long.yaml");
  private static final Duration LIMIT = Duration.ofMinutes(10);

  @TempDir Path directory;

  @Test
  void everythingIsUnderWayAgain() throws Exception {
    var logs = Files.createDirectories(Path.of("target", "journeys").toAbsolutePath());
    long minutes = Long.getLong("recovery.minutes", 5);
    try (var brokers = Brokers.of(1, directory, logs, Wrapping.NONE);
        var services = new Everybody(brokers.bootstrap(), logs, 2)) {
      brokers.start();
      services.start();
      var ids = new ArrayList<String>();
      for (int i = 0; i < 2; i++) {
        var settings = new String[] {"name=long-" + i, "budget=90000", "seeds=4"};
        ids.add(services.control().submit(Control.read(LONG, settings).get(0)));
      }
      awaitProgress(services, ids);

      brokers.any(new Random(0)).kill();
      TimeUnit.MINUTES.sleep(minutes);
      long back = System.nanoTime();
      brokers.start();
      awaitReady(services);
      double ready = (System.nanoTime() - back) * 1e-9;
      awaitProgress(services, ids);
      double moving = (System.nanoTime() - back) * 1e-9;
      var late = services.control().submit(Control.read(LONG, "name=late", "seeds=1").get(0));
      awaitTakenUp(services, late);
      System.out.printf(
          "the broker was away for %d min; %.1f s after its start all were ready, after %.1f s"
              + " trials told of more iterations, after %.1f s a new experiment was taken up%n",
          minutes, ready, moving, (System.nanoTime() - back) * 1e-9);
    }
  }

  private static void awaitReady(Everybody services) {
    Eventually.holds(
        LIMIT,
        () -> "all are ready",
        () -> services.all().values().stream().allMatch(s -> s.alive() && s.ready()));
  }

  /** Its data stand in the log; trainers are busy with the others. */
  private static void awaitTakenUp(Everybody services, String id) {
    Eventually.holds(
        LIMIT,
        () -> id + " is taken up",
        () -> services.control().status(id).path("state").asText().equals("running"));
  }

  /** Each is told of more iterations than now. */
  private static void awaitProgress(Everybody services, List<String> ids) {
    for (var id : ids) {
      long before = iterations(services, id);
      Eventually.holds(LIMIT, () -> id + " goes on", () -> iterations(services, id) > before);
    }
  }

  private static long iterations(Everybody services, String id) {
    return services.control().status(id).path("iterations").asLong();
  }
}
