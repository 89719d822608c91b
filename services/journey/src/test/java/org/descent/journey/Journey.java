package org.descent.journey;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A pipeline of processes that is ready, but for trainers: tests have their own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class Journey {
  @TempDir static Path directory;

  Pipeline pipeline;
  Control control;

  @BeforeAll
  void start() {
    pipeline = Pipeline.withBroker(directory);
    control = pipeline.control();
    pipeline.loader();
    pipeline.evaluator();
    control.process().awaitReady();
  }

  @AfterAll
  void stop() {
    if (pipeline != null) {
      pipeline.close();
    }
  }

  /** Control dies without a word, and another one takes over. */
  void replaceControl() {
    control.process().kill();
    control = pipeline.control();
    control.process().awaitReady();
  }
}
