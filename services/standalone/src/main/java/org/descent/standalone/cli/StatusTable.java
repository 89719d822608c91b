package org.descent.standalone.cli;

import java.util.List;
import java.util.Locale;
import org.descent.contracts.event.End;
import org.descent.experiment.results.ExperimentStatus;
import org.descent.standalone.table.Grid;
import org.descent.standalone.table.Numbers;

/** Experiments and how they are getting on, a row each. */
final class StatusTable {
  private StatusTable() {}

  static List<String> lines(List<ExperimentStatus> statuses) {
    var grid =
        new Grid(
            List.of(
                Grid.Column.left("experiment"),
                Grid.Column.left("state"),
                Grid.Column.right("trials"),
                Grid.Column.right("ended"),
                Grid.Column.right("converged"),
                Grid.Column.right("failed"),
                Grid.Column.right("iterations")));
    for (var status : statuses) {
      grid.row(
          List.of(
              status.experiment(),
              status.state().name().toLowerCase(Locale.ROOT),
              Numbers.grouped(status.total()),
              Numbers.grouped(status.ended()),
              Numbers.grouped(status.ends().getOrDefault(End.CONVERGED, 0)),
              Numbers.grouped(status.ends().getOrDefault(End.FAILED, 0)),
              Numbers.grouped(status.iterations())));
    }
    return grid.lines();
  }
}
