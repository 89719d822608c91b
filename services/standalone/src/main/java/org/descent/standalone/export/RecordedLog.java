package org.descent.standalone.export;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.descent.contracts.InvalidSpec;
import org.descent.contracts.Topics;
import org.descent.contracts.event.CohortPlanned;
import org.descent.contracts.event.DatasetEvent;
import org.descent.contracts.event.DatasetPrepared;
import org.descent.contracts.event.Event;
import org.descent.contracts.event.ExperimentCancelled;
import org.descent.contracts.event.ExperimentDeleted;
import org.descent.contracts.event.ExperimentPaused;
import org.descent.contracts.event.ExperimentSubmitted;
import org.descent.experiment.Experiment;
import org.descent.experiment.report.Findings;
import org.descent.experiment.report.Report;
import org.descent.experiment.results.Adoption;
import org.descent.experiment.results.CurvesCsv;
import org.descent.experiment.results.CurvesParquet;
import org.descent.experiment.results.Editions;
import org.descent.experiment.results.ExperimentResult;
import org.descent.experiment.results.ExperimentStatus;
import org.descent.experiment.results.Heirs;
import org.descent.experiment.results.LandscapesCsv;
import org.descent.experiment.results.Ledger;
import org.descent.experiment.spec.ExperimentReader;
import org.descent.experiment.spec.InvalidExperiment;
import org.descent.standalone.pipeline.ResultSource;
import org.descent.transport.DatasetRowsReader;
import org.descent.transport.Events;
import org.descent.transport.LogReplay;
import org.descent.transport.UnreadableRecord;

/**
 * What a log says about its experiments, folded here as control folds it: no service runs, nothing
 * is written, no group is joined.
 */
public final class RecordedLog implements ResultSource {
  /** What it reads, in this order. */
  public static final List<String> TOPICS =
      List.of(
          Topics.EXPERIMENTS, Topics.DATASETS, Topics.COHORTS, Topics.EVALUATIONS, Topics.PROGRESS);

  private record Entry(Ledger ledger) {
    Experiment experiment() {
      return ledger.experiment();
    }
  }

  private final Map<String, Object> kafka;
  private final Map<String, Entry> entries = new TreeMap<>();
  private int unreadable;

  private RecordedLog(Map<String, Object> kafka) {
    this.kafka = Map.copyOf(kafka);
  }

  /**
   * The log of a broker: its experiments, of which nothing else is known yet.
   *
   * @param kafka how to reach it, at least {@code bootstrap.servers}
   */
  public static RecordedLog open(Map<String, Object> kafka) {
    var log = new RecordedLog(kafka);
    var later = new ArrayList<Event>();
    var gone = new ArrayList<ExperimentDeleted>();
    log.replay(
        Topics.EXPERIMENTS,
        event -> {
          if (event instanceof ExperimentSubmitted submitted) {
            log.add(submitted);
          } else if (event instanceof ExperimentCancelled cancelled) {
            log.add(cancelled.submission());
            later.add(cancelled);
          } else if (event instanceof ExperimentPaused paused) {
            log.add(paused.submission());
            later.add(paused);
          } else if (event instanceof ExperimentDeleted deleted) {
            gone.add(deleted);
          }
        });
    gone.forEach(log::delete);
    log.replay(Topics.DATASETS, log::answered);
    log.entries.values().forEach(entry -> later.forEach(entry.ledger()::on));
    return log;
  }

  /** Reads all that has become of {@code experiments} (ids), and of those that they extend. */
  public void read(Collection<String> experiments) {
    var wanted = new HashSet<String>();
    experiments.forEach(id -> withBases(id, wanted));
    var heirs = new Heirs();
    replay(
        Topics.COHORTS,
        event -> {
          if (event instanceof CohortPlanned cohort && wanted.contains(cohort.experiment())) {
            entry(cohort.experiment()).ledger().on(cohort);
            Adoption.in(cohort).forEach(heirs::add);
          }
        });
    for (var topic : List.of(Topics.EVALUATIONS, Topics.PROGRESS)) {
      replay(
          topic,
          event -> {
            if (wanted.contains(event.experiment())) {
              tell(event, heirs);
            }
          });
    }
  }

  private void withBases(String id, Set<String> found) {
    if (entries.containsKey(id) && found.add(id)) {
      withBases(experiment(id).base(), found);
    }
  }

  private void tell(Event event, Heirs heirs) {
    entry(event.experiment()).ledger().on(event);
    heirs.tell(event, told -> tell(told, heirs));
  }

  /** Records that were left out because nobody can read them. */
  public int unreadable() {
    return unreadable;
  }

  /** The experiment with this id. */
  public Experiment experiment(String id) {
    return entry(id).experiment();
  }

  /** What has become of the experiment with this id. */
  public Ledger ledger(String id) {
    return entry(id).ledger();
  }

  @Override
  public List<ExperimentStatus> experiments() {
    return entries.values().stream()
        .map(Entry::ledger)
        .collect(groupingBy(l -> l.experiment().submission(), TreeMap::new, toList()))
        .values()
        .stream()
        .flatMap(editions -> Editions.shown(editions).stream())
        .map(Ledger::status)
        .toList();
  }

  @Override
  public ExperimentResult result(String experiment) {
    return ledger(experiment).result();
  }

  @Override
  public void curves(String experiment, Path file) throws IOException {
    try (var out = Files.newBufferedWriter(file)) {
      CurvesCsv.write(experiment(experiment), ledger(experiment).curves(), out);
    }
  }

  @Override
  public void landscapes(String experiment, Path file) throws IOException {
    try (var out = Files.newBufferedWriter(file)) {
      LandscapesCsv.write(ledger(experiment).landscapes(), out);
    }
  }

  @Override
  public void curvesParquet(String experiment, Path file) throws IOException {
    try (var out = Files.newOutputStream(file)) {
      CurvesParquet.write(experiment(experiment), ledger(experiment).curves(), out);
    }
  }

  @Override
  public String report(List<String> experiments, String title) {
    return Report.of(title, findings(experiments)).html();
  }

  @Override
  public Map<String, String> figures(List<String> experiments) {
    return Report.of("", findings(experiments)).figures();
  }

  private List<Findings> findings(List<String> experiments) {
    return experiments.stream().map(id -> findings(ledger(id))).toList();
  }

  /** With a few examples to look at, unless they are gone. */
  private Findings findings(Ledger ledger) {
    var findings = Findings.of(ledger);
    var dataset = findings.shown().map(trial -> trial.training().dataset()).or(ledger::dataset);
    if (dataset.isEmpty()) {
      return findings;
    }
    try (var reader = DatasetRowsReader.open(kafka)) {
      return findings.with(
          dataset.get().rowsBySplit(), rows -> Optional.of(reader.at(dataset.get(), rows)));
    } catch (UnreadableRecord e) {
      return findings;
    }
  }

  private void add(ExperimentSubmitted submitted) {
    var entry =
        entries.computeIfAbsent(
            submitted.experiment(),
            id -> {
              try {
                var experiment = ExperimentReader.submitted(submitted);
                return new Entry(new Ledger(experiment));
              } catch (InvalidExperiment | InvalidSpec e) {
                unreadable++;
                return null;
              }
            });
    if (entry != null) {
      entry.ledger().on(submitted);
    }
  }

  /** Unless it was handed in again since. */
  private void delete(ExperimentDeleted deleted) {
    entries
        .entrySet()
        .removeIf(
            entry ->
                deleted.ids().contains(entry.getKey())
                    && entry.getValue().ledger().attempt() <= deleted.attempt());
  }

  /** Data in files make an experiment of its own of each content they have had. */
  private void answered(Event event) {
    if (!(event instanceof DatasetEvent answer)) {
      return;
    }
    var submission = entries.get(answer.submission());
    if (submission == null) {
      return;
    }
    submission.ledger().on(answer);
    if (answer instanceof DatasetPrepared prepared) {
      var experiment = submission.experiment().on(prepared);
      entries
          .computeIfAbsent(prepared.experiment(), id -> new Entry(new Ledger(experiment)))
          .ledger()
          .on(answer);
    }
  }

  private Entry entry(String id) {
    var entry = entries.get(id);
    if (entry == null) {
      throw new IllegalArgumentException("no experiment " + id + " in the log");
    }
    return entry;
  }

  private void replay(String topic, Consumer<Event> visitor) {
    LogReplay.of(
        kafka,
        topic,
        record -> {
          Event event;
          try {
            event = Events.decode(record.value());
          } catch (UnreadableRecord e) {
            unreadable++;
            return;
          }
          visitor.accept(event);
        });
  }
}
