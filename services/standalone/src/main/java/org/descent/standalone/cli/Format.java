package org.descent.standalone.cli;

import java.io.PrintStream;
import java.util.Locale;
import org.descent.experiment.results.Results;
import org.descent.experiment.results.State;
import org.descent.standalone.results.ResultsDirectory;
import org.descent.standalone.results.ResultsTable;

/** How results are printed. */
enum Format {
  TABLE {
    @Override
    void print(Results results, PrintStream out) {
      var separator = "";
      for (var experiment : results.experiments()) {
        if (experiment.state() != State.REJECTED) {
          out.print(separator);
          ResultsTable.lines(experiment).forEach(out::println);
          separator = System.lineSeparator();
        }
      }
      var legend = ResultsTable.legend(results.experiments());
      if (!legend.isEmpty()) {
        out.println();
        legend.forEach(out::println);
      }
    }
  },
  JSON {
    @Override
    void print(Results results, PrintStream out) {
      out.println(ResultsDirectory.json(results));
    }
  },
  CSV {
    @Override
    void print(Results results, PrintStream out) {
      out.print(ResultsDirectory.csv(results));
    }
  };

  abstract void print(Results results, PrintStream out);

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
