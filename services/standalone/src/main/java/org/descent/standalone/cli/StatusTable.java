package org.descent.standalone.cli;

import java.util.ArrayList;
import java.util.List;
import org.descent.contracts.event.End;
import org.descent.experiment.results.ExperimentStatus;
import org.descent.experiment.results.State;
import org.descent.standalone.table.Grid;
import org.descent.standalone.table.Numbers;

/** Experiments and how they are getting on, a row each. */
final class StatusTable {
  private StatusTable() {}

  /** Prints {@code statuses}, in colours where the terminal has them. */
  static void print(List<ExperimentStatus> statuses, Terminal terminal) {
    lines(statuses, terminal.coloured()).forEach(terminal.out()::println);
  }

  /** Disagreements of trainer and evaluator have a column where there are any, and so have tags. */
  static List<String> lines(List<ExperimentStatus> statuses, boolean coloured) {
    boolean disputed = statuses.stream().anyMatch(status -> status.disagreements() > 0);
    var columns = new ArrayList<Grid.Column>();
    columns.add(Grid.Column.left("experiment"));
    columns.add(Grid.Column.left("state"));
    for (var heading : List.of("trials", "ended", "converged", "diverged", "failed")) {
      columns.add(Grid.Column.right(heading));
    }
    if (disputed) {
      columns.add(Grid.Column.right("disputed"));
    }
    columns.add(Grid.Column.right("iterations"));
    boolean tagged = statuses.stream().anyMatch(status -> !status.tags().isEmpty());
    if (tagged) {
      columns.add(Grid.Column.left("tags"));
    }
    var grid = new Grid(columns);
    for (var status : statuses) {
      var cells = new ArrayList<String>();
      cells.add(status.experiment());
      cells.add(coloured ? colour(status.state()) : status.state().word());
      cells.add(Numbers.grouped(status.total()));
      cells.add(Numbers.grouped(status.ended()));
      for (var end : List.of(End.CONVERGED, End.DIVERGED, End.FAILED)) {
        cells.add(Numbers.grouped(status.ends().getOrDefault(end, 0)));
      }
      if (disputed) {
        cells.add(Numbers.grouped(status.disagreements()));
      }
      cells.add(Numbers.grouped(status.iterations()));
      if (tagged) {
        cells.add(String.join(", ", status.tags()));
      }
      grid.row(cells);
    }
    return grid.lines();
  }

  /** Green is good, red needs somebody, blue is under way. */
  private static String colour(State state) {
    int code =
        switch (state) {
          case COMPLETE -> 32;
          case REJECTED -> 31;
          case RUNNING, SUBMITTED -> 34;
          case PAUSED, CANCELLED -> 33;
        };
    return "\u001b[" + code + "m" + state.word() + "\u001b[0m";
  }
}
