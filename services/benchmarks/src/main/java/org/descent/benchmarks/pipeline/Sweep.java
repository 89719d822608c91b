package org.descent.benchmarks.pipeline;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.LongStream;
import org.descent.experiment.data.DataSources;
import org.descent.experiment.spec.ExperimentReader;
import org.descent.learning.Cohort;

/**
 * One network from many seeds, without a target: every trial takes its whole budget. The same work
 * as the engine's cohort of as many trials.
 */
public record Sweep(Network network, int trials, int iterations) {
  /** What is trained. */
  public enum Network {
    /** Part 2's: 16 → 4 ReLU → 1 on 64 examples. */
    DENSE(
        """
        "data": {"random": {"images": 64, "side": 4, "positives": 11, "seed": 1}},
          "network": {
            "activation": "relu",
            "layers": ["flatten", {"dense": {"units": 4}}],
            "heads": ["binary"]
          },"""),

    /** Part 4's ConvNet on 64 images of 16×16. */
    CONVOLUTIONAL(
        """
        "data": {"line": {"images": 64, "seed": 1}},
          "network": {
            "activation": "relu",
            "layers": [
              {"conv2d": {"filters": 16, "kernel": 7}},
              {"conv2d": {"filters": 8, "kernel": 7}},
              "flatten"
            ],
            "heads": ["binary"]
          },"""),

    /** LeNet-5 with one output, in mini-batches of 64 of 10 000 images of 28×28. */
    LENET(
        """
        "data": {"random": {"images": 10000, "side": 28, "positives": 5000, "seed": 1}},
          "batch": 64,
          "network": {
            "activation": "relu",
            "layers": [
              {"conv2d": {"filters": 6, "kernel": 5}},
              {"max-pool": {"window": 2}},
              {"conv2d": {"filters": 16, "kernel": 5}},
              {"max-pool": {"window": 2}},
              "flatten",
              {"dense": {"units": 120}},
              {"dense": {"units": 84}}
            ],
            "heads": ["binary"]
          },""");

    private final String document;

    Network(String document) {
      this.document = document;
    }
  }

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

  /** The same for an engine alone. */
  public Cohort cohort() {
    var experiment = ExperimentReader.yaml(document("alone"));
    var training = experiment.variants().get(0).training();
    var seeds = LongStream.rangeClosed(1, trials);
    return new Cohort(
        seeds.mapToObj(seed -> new Cohort.Trial("t" + seed, seed, training)).toList(),
        DataSources.load(experiment.data(), Path.of("/")));
  }

  /** The experiment as it is handed in. */
  String document(String name) {
    return """
        {
          "apiVersion": "descent/v1",
          "kind": "Experiment",
          "name": "%s",
          %s
          "loss": "cross-entropy",
          "optimiser": {"sgd": {"learningRate": 0.1}},
          "budget": %d,
          "target": "none",
          "seeds": %d
        }
        """
        .formatted(name, network.document, iterations, trials);
  }
}
