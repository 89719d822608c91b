package org.descent.standalone.cli;

import java.util.List;
import org.descent.standalone.results.PlanTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** Shows what a run would do. */
@Command(
    name = "plan",
    description = "Shows what a run would do: variants, trials, cohorts, topics and work.")
final class PlanCommand implements Runnable {
  @ParentCommand private DescentCommand descent;
  @Mixin private HelpOption help;
  @Mixin private ExperimentFiles source;

  @Override
  public void run() {
    var runtime = source.runtime();
    List<Prepared> prepared =
        source.read().stream()
            .map(experiment -> Prepared.of(experiment, runtime.sizing()))
            .toList();
    var out = descent.terminal().out();
    for (var one : prepared) {
      PlanTable.lines(one.experiment(), one.dataset(), one.cohorts()).forEach(out::println);
      out.println();
    }
    PlanTable.totals(
            prepared.stream().map(Prepared::experiment).toList(),
            prepared.stream().mapToInt(one -> one.cohorts().size()).sum())
        .forEach(out::println);
  }
}
