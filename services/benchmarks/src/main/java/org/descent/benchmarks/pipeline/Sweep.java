package org.descent.benchmarks.pipeline;

import java.io.IOException;

/**
 * Part 2's network from many seeds, without a target: every trial takes its whole budget. The same
 * work as the engine's cohort of as many trials.
 */
public record Sweep(int trials, int iterations) {
  /** Hands it in under {@code name}, which nobody has used before, and waits until it is over. */
  public Submission.Run run(RunningPipeline pipeline, String name) throws IOException {
    var run = Submission.of(document(name)).run(pipeline);
    long expected = (long) trials * iterations;
    if (run.end().path("ends").path("exhausted").asInt() != trials
        || run.end().path("iterations").asLong() != expected) {
      throw new IOException("expected " + expected + " iterations and no trouble: " + run.end());
    }
    return run;
  }

  /** The experiment as it is handed in. */
  String document(String name) {
    return """
        {
          "apiVersion": "descent/v1",
          "kind": "Experiment",
          "name": "%s",
          "data": {"random": {"images": 64, "side": 4, "positives": 11, "seed": 1}},
          "network": {
            "activation": "relu",
            "layers": ["flatten", {"dense": {"units": 4}}],
            "heads": ["binary"]
          },
          "loss": "cross-entropy",
          "optimiser": {"sgd": {"learningRate": 0.1}},
          "budget": %d,
          "target": "none",
          "seeds": %d
        }
        """
        .formatted(name, iterations, trials);
  }
}
