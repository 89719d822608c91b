package org.descent.standalone.results;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;
import org.descent.contracts.event.CohortPlanned;
import org.descent.contracts.event.DatasetPrepared;
import org.descent.contracts.spec.ParameterLayout;
import org.descent.experiment.Experiment;
import org.descent.experiment.Variant;
import org.descent.experiment.VariantSearch;
import org.descent.experiment.plan.Footprint;
import org.descent.experiment.plan.Remarks;
import org.descent.experiment.results.Resolution;
import org.descent.experiment.results.SearchResult;
import org.descent.experiment.spec.ValueWords;
import org.descent.experiment.statistics.Interval;
import org.descent.experiment.statistics.SeedsNeeded;
import org.descent.standalone.table.Grid;
import org.descent.standalone.table.Numbers;
import org.descent.standalone.table.Paragraph;
import org.descent.transport.TopicLayout;

/** What a run would do, for the terminal. */
public final class PlanTable {
  private static final String INDENT = "  ";

  private PlanTable() {}

  /**
   * The lines about one experiment on its data.
   *
   * @param time how long it would take, in words
   */
  public static List<String> lines(
      Experiment experiment, DatasetPrepared dataset, List<CohortPlanned> cohorts, String time) {
    var lines = new ArrayList<String>();
    lines.addAll(
        Paragraph.lines("", experiment.title() + " (" + experiment.id() + ")", ResultsTable.WIDTH));
    fact(lines, "data", data(dataset));
    if (experiment.search().isPresent()) {
      search(lines, experiment, experiment.search().get());
    } else {
      fact(lines, "varies", axes(experiment));
      fact(lines, "trials", trials(experiment, cohorts));
    }
    fact(lines, "work", "at most " + Numbers.grouped(experiment.iterations()) + " iterations");
    fact(lines, "time", time);
    fact(lines, "memory", memory(experiment, dataset));
    Remarks.of(experiment, dataset, cohorts, TopicLayout.MAX_RECORD_BYTES)
        .forEach(remark -> fact(lines, "note", remark));
    lines.add("");
    variants(experiment, dataset).lines().forEach(line -> lines.add(INDENT + line));
    return lines;
  }

  private static void search(List<String> lines, Experiment experiment, VariantSearch search) {
    var plan = search.arms().get(0).plan();
    fact(
        lines,
        "search",
        String.join(" and ", plan.objectives().stream().map(SearchResult::inWords).toList())
            + ", by "
            + search.strategy()
            + (search.arms().size() > 1 ? ", in each of " + search.arms().size() + " places" : ""));
    for (var parameter : plan.space().parameters()) {
      fact(lines, "chosen", search.name(parameter.path()) + ": " + parameter.inWords());
    }
    fact(
        lines,
        "trials",
        "at most "
            + Numbers.grouped(experiment.trials())
            + ": "
            + Numbers.counted(search.mostVariants(), "variant")
            + ", of which these "
            + experiment.variants().size()
            + " come first");
  }

  private static String trials(Experiment experiment, List<CohortPlanned> cohorts) {
    return Numbers.counted(experiment.variants().size(), "variant")
        + " x "
        + Numbers.counted(experiment.seeds().size(), "seed")
        + (experiment.split().folds() > 0
            ? " in turn on " + experiment.split().folds() + " folds"
            : "")
        + " = "
        + Numbers.counted(experiment.trials(), "trial")
        + " in "
        + Numbers.counted(cohorts.size(), "cohort");
  }

  /** The lines about how many seeds it takes to tell variants apart. */
  public static List<String> resolutions(double ratio, List<Resolution> resolutions) {
    var lines = new ArrayList<String>();
    lines.add("");
    if (resolutions.isEmpty()) {
      lines.add(INDENT + "There is no pair of variants with a target to tell apart.");
      return lines;
    }
    lines.addAll(
        Paragraph.lines(
            INDENT,
            String.format(
                Locale.ROOT,
                "To find that iterations differ by a factor of %s with a probability of %s (sign"
                    + " test, p of at most %s for all pairs of a setting together) it takes",
                ratio,
                SeedsNeeded.POWER,
                Interval.LEVEL),
            ResultsTable.WIDTH));
    int width = resolutions.stream().mapToInt(r -> r.about().length()).max().orElseThrow();
    for (var each : resolutions) {
      var label = INDENT + INDENT + each.about() + " ".repeat(width - each.about().length() + 2);
      lines.addAll(Paragraph.lines(label, seeds(each), ResultsTable.WIDTH));
    }
    return lines;
  }

  private static String seeds(Resolution resolution) {
    var judged =
        resolution.judged() == resolution.pairs()
            ? Numbers.counted(resolution.pairs(), "pair")
            : Numbers.grouped(resolution.judged())
                + " of "
                + Numbers.counted(resolution.pairs(), "pair")
                + ", the others having fewer than "
                + SeedsNeeded.LEAST
                + " seeds whose trials both converged";
    return resolution
        .widest()
        .map(
            widest ->
                seeds(resolution.typical())
                    + (resolution.judged() > 1
                        ? "; "
                            + seeds(widest.seeds())
                            + " for the pair that scatters most ("
                            + widest.first()
                            + " and "
                            + widest.second()
                            + ")"
                        : "")
                    + "; judged from "
                    + judged)
        .orElse("nobody knows how many seeds: judged from " + judged);
  }

  private static String seeds(OptionalInt seeds) {
    return seeds.isPresent()
        ? Numbers.counted(seeds.getAsInt(), "seed")
        : "more than " + Numbers.counted(SeedsNeeded.MOST, "seed");
  }

  /**
   * The lines about all experiments together.
   *
   * @param time how long they would take, in words
   */
  public static List<String> totals(List<Experiment> experiments, int cohorts, String time) {
    var lines = new ArrayList<String>();
    lines.add("Altogether");
    fact(
        lines,
        "trials",
        Numbers.counted(experiments.stream().mapToLong(Experiment::trials).sum(), "trial")
            + " of "
            + Numbers.counted(experiments.size(), "experiment")
            + " in "
            + Numbers.counted(cohorts, "cohort"));
    fact(
        lines,
        "work",
        "at most "
            + Numbers.grouped(experiments.stream().mapToLong(Experiment::iterations).sum())
            + " iterations");
    fact(lines, "time", time);
    lines.add("");
    var grid =
        new Grid(
            List.of(
                Grid.Column.left("topic"),
                Grid.Column.right("partitions"),
                Grid.Column.left("keeps")));
    for (var topic : TopicLayout.topics(TopicLayout.DEFAULT_COHORT_PARTITIONS, (short) 1)) {
      grid.row(
          List.of(
              topic.name(),
              Integer.toString(topic.numPartitions()),
              TopicLayout.COMPACTED.contains(topic.name()) ? "the last of each key" : "all"));
    }
    grid.lines().forEach(line -> lines.add(INDENT + line));
    return lines;
  }

  private static void fact(List<String> lines, String name, String text) {
    var label = INDENT + name + " ".repeat(8 - name.length());
    lines.addAll(Paragraph.lines(label, text, ResultsTable.WIDTH));
  }

  private static String data(DatasetPrepared dataset) {
    return Numbers.counted(dataset.count(), "example")
        + " of shape "
        + dataset.shape()
        + " with "
        + String.join(", ", dataset.targets())
        + "; "
        + Numbers.grouped(dataset.train())
        + " to train on"
        + (dataset.validation() > 0
            ? ", " + Numbers.grouped(dataset.validation()) + " to validate"
            : "")
        + (dataset.test() > 0 ? ", " + Numbers.grouped(dataset.test()) + " to test" : "")
        + "; id "
        + dataset.dataset();
  }

  private static String axes(Experiment experiment) {
    var axes = new LinkedHashMap<String, Set<String>>();
    for (var variant : experiment.variants()) {
      variant
          .settings()
          .forEach(
              (axis, value) ->
                  axes.computeIfAbsent(axis, a -> new LinkedHashSet<>()).add(ValueWords.of(value)));
    }
    return axes.isEmpty()
        ? "nothing but the seed"
        : axes.entrySet().stream()
            .map(axis -> axis.getKey() + " " + axis.getValue())
            .collect(joining(", "));
  }

  private static String memory(Experiment experiment, DatasetPrepared dataset) {
    var most =
        experiment.variants().stream()
            .map(v -> Footprint.of(v.training(), dataset.shape(), dataset.train()))
            .reduce(Footprint::max)
            .orElseThrow();
    return (most.memory() < 1_000_000 ? "less than 1 MB" : "about " + Numbers.bytes(most.memory()))
        + " a trial while it trains, "
        + Numbers.bytes(Float.BYTES * dataset.count() * width(dataset))
        + " of data; a model takes "
        + Numbers.bytes(most.model())
        + " of a record's "
        + Numbers.bytes(TopicLayout.MAX_RECORD_BYTES);
  }

  private static long width(DatasetPrepared dataset) {
    return dataset.shape().stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact)
        + dataset.targets().size();
  }

  private static Grid variants(Experiment experiment, DatasetPrepared dataset) {
    var grid =
        new Grid(
            List.of(
                Grid.Column.left("variant"),
                Grid.Column.right("parameters"),
                Grid.Column.right("budget"),
                Grid.Column.left("snapshots")));
    for (var variant : experiment.variants()) {
      var layout = ParameterLayout.of(variant.training().network(), dataset.shape());
      grid.row(
          List.of(
              variant.label(),
              Numbers.grouped(layout.size()),
              Numbers.grouped(variant.training().iterations()),
              snapshots(variant)));
    }
    return grid;
  }

  private static String snapshots(Variant variant) {
    int asked = variant.training().snapshots().size();
    return asked == 0 ? "end" : asked + " and end";
  }
}
