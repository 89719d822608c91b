package org.descent.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.descent.benchmarks.pipeline.Home;
import org.descent.benchmarks.pipeline.RunningPipeline;
import org.descent.benchmarks.pipeline.Submission;
import org.descent.experiment.spec.ExperimentReader;
import org.descent.learning.Engines;

/** The founding study, experiment after experiment, through the pipeline with either engine. */
final class StudyBench {
  /**
   * One experiment of it.
   *
   * @param seconds from handing it in until all of its curves are there
   */
  record Time(String experiment, int trials, String engine, double seconds) {}

  private final int threads;

  StudyBench(int threads) {
    this.threads = threads;
  }

  List<Time> times() throws IOException {
    var times = new ArrayList<Time>();
    for (var engine : List.of(Engines.SINGLE, Engines.STACKED)) {
      try (var pipeline = RunningPipeline.inOneProcess(threads, engine)) {
        var files = List.of(Home.resolve("experiments/study.yaml"));
        for (var experiment : ExperimentReader.files(files, List.of())) {
          var run = Submission.of(experiment.document()).run(pipeline);
          times.add(
              new Time(experiment.name(), (int) experiment.trials(), engine, run.curvesSeconds()));
        }
      }
    }
    return times;
  }
}
