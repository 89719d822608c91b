package org.descent.standalone.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Unmatched;

/** Tells of the benchmarks, which are a program of their own that the launcher starts. */
@Command(
    name = "bench",
    description = {
      "Measures the engine beside a plain Java loop and TensorFlow Java as it is usually written,"
          + " and the whole pipeline. Its options, and how it is compared with PyTorch, JAX and"
          + " Keras: docs/cli.md."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  descent bench",
      "  descent bench --only=engine,pipeline --repeats=5",
      "  descent bench --jmh -p trials=64"
    },
    sortOptions = false)
final class BenchCommand implements Callable<Integer> {
  @Mixin private HelpOption help;

  @Unmatched private List<String> options;

  @Override
  public Integer call() {
    throw new UserMistake("the script ./descent of a checkout starts the benchmarks");
  }
}
