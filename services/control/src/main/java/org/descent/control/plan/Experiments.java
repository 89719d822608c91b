package org.descent.control.plan;

import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.descent.contracts.TrialId;
import org.descent.contracts.event.CohortPlanned;
import org.descent.contracts.event.DatasetPrepared;
import org.descent.contracts.event.DatasetRejected;
import org.descent.contracts.event.Event;
import org.descent.contracts.event.ExperimentCancelled;
import org.descent.contracts.event.ExperimentDeleted;
import org.descent.contracts.event.ExperimentNoted;
import org.descent.contracts.event.ExperimentPaused;
import org.descent.contracts.event.ExperimentSubmitted;
import org.descent.experiment.Experiment;
import org.descent.experiment.plan.Earlier;
import org.descent.experiment.plan.Sizing;
import org.descent.experiment.results.Adoption;
import org.descent.experiment.results.Editions;
import org.descent.experiment.results.ExperimentStatus;
import org.descent.experiment.results.Heirs;
import org.descent.experiment.results.Ledger;
import org.descent.experiment.results.State;
import org.descent.experiment.spec.ExperimentReader;

/**
 * All experiments control knows: a fold over the events of its topics. The topics are read side by
 * side, so events come in any order and more than once; the outcome is the same. Safe for use by
 * several threads.
 */
@Singleton
public final class Experiments {
  /** Hears of each event that changed something, in the order in which an experiment took it in. */
  public interface Listener {
    /**
     * What has changed.
     *
     * @param event that {@code experiment} has taken in
     */
    void happened(Experiment experiment, Event event);
  }

  /** A submission with what it has become: {@code editions} begin with the submission itself. */
  private record Family(List<Dossier> editions, List<ExperimentCancelled> cancellations) {
    Family(Dossier submission) {
      this(new CopyOnWriteArrayList<>(List.of(submission)), new CopyOnWriteArrayList<>());
    }

    List<Ledger> ledgers() {
      return editions.stream().map(Dossier::ledger).toList();
    }
  }

  private final Function<ExperimentSubmitted, Experiment> reader;
  private final Map<String, Dossier> known = new ConcurrentHashMap<>();
  private final Map<String, Family> families = new ConcurrentHashMap<>();

  private final Heirs heirs = new Heirs();
  private final Set<String> adopting = ConcurrentHashMap.newKeySet(); // cohorts

  private final EarlyEvents early = new EarlyEvents();

  private final Deletions deletions = new Deletions();

  private final Notes notes = new Notes();

  private final List<Listener> listeners = new CopyOnWriteArrayList<>();

  Experiments() {
    this(ExperimentReader::submitted);
  }

  /**
   * None yet.
   *
   * @param reader makes an experiment of what was handed in; throws if it cannot be read
   */
  public Experiments(Function<ExperimentSubmitted, Experiment> reader) {
    this.reader = reader;
  }

  /** From now on {@code listener} hears what happens; it is called under the experiment's lock. */
  public void listen(Listener listener) {
    listeners.add(listener);
  }

  /**
   * Takes an event in; false if it changes nothing, or nothing yet.
   *
   * @throws RuntimeException if the event is a submission that cannot be read
   */
  public boolean on(Event event) {
    if (event instanceof ExperimentDeleted deleted) {
      return deleted(deleted);
    } else if (event instanceof ExperimentNoted noted) {
      return noted(noted);
    } else if (deletions.include(event)) {
      return false;
    }
    boolean news = heard(event);
    if (event instanceof CohortPlanned cohort) {
      adopt(cohort);
    }
    heirs.tell(event, this::on);
    return news;
  }

  /** Forgets an experiment with all that it has become, unless it was handed in again since. */
  private boolean deleted(ExperimentDeleted event) {
    boolean news = false;
    synchronized (early) {
      deletions.add(event);
      notes.on(event);
      for (var id : event.ids()) {
        early.remove(id);
        var dossier = known.get(id);
        if (dossier != null && dossier.ask(Ledger::attempt) <= event.attempt()) {
          known.remove(id);
          families.remove(id);
          synchronized (dossier) {
            tell(dossier, event);
          }
          news = true;
        }
      }
    }
    return news;
  }

  private boolean noted(ExperimentNoted event) {
    synchronized (early) { // nobody deletes meanwhile
      return !deletions.include(event) && notes.on(event);
    }
  }

  /**
   * From now on what is told of the trials that {@code cohort} takes over is told of its own, and
   * so is what has been told of them before.
   */
  private void adopt(CohortPlanned cohort) {
    var adoptions = Adoption.in(cohort);
    if (adoptions.isEmpty() || !known.containsKey(cohort.experiment())) {
      return; // or it waits for its experiment, and comes again
    }
    if (!adopting.add(cohort.cohort())) {
      return;
    }
    for (var adoption : adoptions) {
      var from = adoption.adopted().from();
      heirs.add(adoption);
      TrialId.parse(from)
          .map(id -> known.get(id.experiment()))
          .map(earlier -> earlier.ask(ledger -> ledger.told(from)))
          .orElse(List.of())
          .forEach(event -> adoption.told(event).ifPresent(this::on));
    }
  }

  private boolean heard(Event event) {
    if (event instanceof ExperimentSubmitted submitted) {
      return submitted(submitted);
    }
    if (event instanceof ExperimentCancelled cancelled) {
      return submitted(cancelled.submission()) | cancelled(cancelled);
    }
    if (event instanceof ExperimentPaused paused) {
      submitted(paused.submission());
    }
    if (event instanceof DatasetPrepared prepared
        && !prepared.experiment().equals(prepared.submission())) {
      return answered(prepared);
    }
    return dossier(event.experiment(), event).map(d -> take(d, event)).orElse(false);
  }

  /** The dossier of {@code id}; if there is none yet, {@code event} waits for it. */
  private Optional<Dossier> dossier(String id, Event event) {
    var dossier = known.get(id);
    if (dossier == null) {
      synchronized (early) {
        dossier = known.get(id);
        if (dossier == null) {
          early.add(id, event);
        }
      }
    }
    return Optional.ofNullable(dossier);
  }

  /**
   * The same of a submission that has just been read; of many variants that takes its time.
   *
   * @param experiment whose submission {@code event} is
   */
  public boolean on(ExperimentSubmitted event, Experiment experiment) {
    return !deletions.include(event) && submitted(event, submitted -> experiment);
  }

  private boolean submitted(ExperimentSubmitted event) {
    return submitted(event, reader);
  }

  private boolean submitted(
      ExperimentSubmitted event, Function<ExperimentSubmitted, Experiment> reader) {
    boolean first = !known.containsKey(event.experiment());
    if (first) {
      first = add(new Dossier(reader.apply(event)), event);
    }
    return take(known.get(event.experiment()), event) | first;
  }

  /** Whoever cancels a submission means everything that it has become, or still becomes. */
  private boolean cancelled(ExperimentCancelled event) {
    var family = families.get(event.experiment());
    if (family == null) {
      return dossier(event.experiment(), event).map(d -> take(d, event)).orElse(false);
    }
    boolean news = false;
    synchronized (early) {
      family.cancellations().add(event);
      for (var dossier : family.editions()) {
        news |= take(dossier, event);
      }
    }
    return news;
  }

  /** Files have been read: what the submission is on them is an experiment with its own id. */
  private boolean answered(DatasetPrepared prepared) {
    var submission = dossier(prepared.submission(), prepared);
    if (submission.isEmpty()) {
      return false;
    }
    if (!known.containsKey(prepared.experiment())) {
      var experiment = submission.get().experiment();
      add(new Dossier(experiment.on(prepared)), experiment.submitted().again(prepared.attempt()));
    }
    return take(submission.get(), prepared) | take(known.get(prepared.experiment()), prepared);
  }

  /** Adds a dossier with what has been heard of it before; false if somebody else was faster. */
  private boolean add(Dossier dossier, ExperimentSubmitted event) {
    var experiment = dossier.experiment();
    synchronized (early) {
      if (known.putIfAbsent(experiment.id(), dossier) != null) {
        return false;
      }
      tell(dossier, event);
      var family = families.get(experiment.submission());
      if (family == null) {
        families.put(experiment.submission(), new Family(dossier));
      } else {
        family.editions().add(dossier);
        family.cancellations().forEach(e -> take(dossier, e));
      }
      early.remove(experiment.id()).forEach(this::on);
    }
    return true;
  }

  private boolean take(Dossier dossier, Event event) {
    synchronized (dossier) {
      boolean news = dossier.on(event);
      if (news) {
        tell(dossier, event);
      }
      return news;
    }
  }

  /** A submission that waits for the content of files is no experiment yet. */
  private void tell(Dossier dossier, Event event) {
    if (!dossier.awaitsFiles()) {
      listeners.forEach(l -> l.happened(dossier.experiment(), event));
    }
  }

  /** The experiment with this id; if it is a submission's, what that has become last. */
  private Optional<Dossier> found(String id) {
    return Optional.ofNullable(families.get(id))
        .flatMap(family -> Editions.latest(family.ledgers()))
        .map(ledger -> known.get(ledger.experiment().id()))
        .or(() -> Optional.ofNullable(known.get(id)));
  }

  /**
   * The experiment with this id. The id of a submission on files stands for what it has become
   * last, here and in all that is asked by an id.
   */
  public Optional<Experiment> find(String id) {
    return found(id).map(Dossier::experiment);
  }

  /**
   * Whether handing {@code experiment} in would change anything: it is new, its data were refused,
   * or they stand in files, which have to be looked at again.
   */
  public boolean wants(Experiment experiment) {
    var known = status(experiment.submission());
    return known.isEmpty() || known.get().state() == State.REJECTED || experiment.readsFiles();
  }

  /** Cohorts in which {@code trials} of the experiment may be in training. */
  public List<String> underWay(String id, Collection<String> trials) {
    return found(id).map(dossier -> dossier.underWay(trials)).orElse(List.of());
  }

  /** What it takes to delete the experiment with all that its document has become. */
  public Optional<ExperimentDeleted> deletion(String id) {
    return find(id)
        .map(experiment -> families.get(experiment.submission()))
        .map(
            family -> {
              var ids = family.editions().stream().map(d -> d.experiment().id()).toList();
              boolean planned = family.editions().stream().anyMatch(Dossier::hasPlanned);
              int last =
                  family.editions().stream().mapToInt(d -> d.ask(Ledger::attempt)).max().orElse(0);
              return new ExperimentDeleted(
                  ids.get(0), ids, planned ? ExperimentDeleted.FOREVER : last);
            });
  }

  /** Whether {@code id} was deleted, and can never be handed in again. */
  public boolean isDeleted(String id) {
    return deletions.isForever(id);
  }

  /** The number of the next handing in of the document with this id. */
  public int nextAttempt(String submission) {
    int known = status(submission).map(ExperimentStatus::attempt).orElse(-1);
    return 1 + Math.max(known, deletions.last(submission));
  }

  /** Experiments that take over from one of {@code ids}, and are none of them. */
  public List<String> heirs(List<String> ids) {
    return known.values().stream()
        .map(Dossier::experiment)
        .filter(e -> ids.contains(e.base()) && !ids.contains(e.id()))
        .map(Experiment::id)
        .sorted()
        .toList();
  }

  /** What is known of the same document on other data, by id. */
  public List<ExperimentStatus> otherEditions(String id) {
    var experiment = find(id);
    return experiment
        .map(e -> Editions.shown(families.get(e.submission()).ledgers()))
        .orElse(List.of())
        .stream()
        .filter(ledger -> !ledger.experiment().id().equals(experiment.get().id()))
        .map(Ledger::status)
        .toList();
  }

  /** How the experiment is getting on. */
  public Optional<ExperimentStatus> status(String id) {
    return ask(id, Ledger::status).map(notes::on);
  }

  /** What people say of the experiment with this id. */
  public ExperimentNoted noted(String id) {
    return notes.of(id);
  }

  /** Number of trials that are still to come, of all experiments together. */
  public long openTrials() {
    return families.values().stream()
        .flatMap(family -> Editions.shown(family.ledgers()).stream())
        .mapToLong(Ledger::open)
        .sum();
  }

  /** How all experiments are getting on, by id. */
  public List<ExperimentStatus> statuses() {
    return families.values().stream()
        .flatMap(family -> Editions.shown(family.ledgers()).stream())
        .map(ledger -> notes.on(known.get(ledger.experiment().id()).ask(Ledger::status)))
        .sorted(Comparator.comparing(ExperimentStatus::experiment))
        .toList();
  }

  /**
   * What {@code question} finds in the experiment's ledger. Its events wait meanwhile, so the
   * answer has to be found without talking to anybody.
   */
  public <T> Optional<T> ask(String id, Function<Ledger, T> question) {
    return found(id).map(d -> d.ask(question));
  }

  /**
   * The experiment's ledger, of which several questions may be asked; it takes events in between
   * two of them, which wait for none.
   */
  public Optional<Ledger> ledger(String id) {
    return found(id).map(Dossier::ledger);
  }

  /**
   * The events that control still has to publish for the experiment, in order: cohorts of trials
   * that nobody has planned, or the report.
   */
  List<Event> missing(String id, Sizing sizing) {
    var dossier = known.get(id);
    if (dossier == null) {
      return List.of();
    }
    var base = known.get(dossier.experiment().base());
    if (base == null || !dossier.toBePlanned()) {
      return dossier.missing(sizing, new Earlier());
    }
    if (!onDataOf(base, dossier)) {
      giveUp(
          id,
          "its data are others than those that "
              + base.experiment().id()
              + " was trained on, which it extends: the files have changed since");
      return List.of();
    }
    return dossier.missing(sizing, base.earlier());
  }

  private static boolean onDataOf(Dossier base, Dossier dossier) {
    var before = base.ask(Ledger::dataset);
    var now = dossier.ask(Ledger::dataset);
    return before.isEmpty()
        || now.isEmpty()
        || before.get().sha256().equals(now.get().sha256())
            && before.get().rowsBySplit().equals(now.get().rowsBySplit());
  }

  /**
   * Cohorts in which the trials that have failed are trained again; empty where none has, or where
   * a search has counted it in.
   */
  public List<CohortPlanned> again(String id, Sizing sizing) {
    return found(id).map(dossier -> dossier.again(sizing)).orElse(List.of());
  }

  /**
   * The experiment cannot be planned here and counts as rejected, until its document is handed in
   * again; nothing in the log says so.
   */
  void giveUp(String id, String reason) {
    var dossier = known.get(id);
    if (dossier != null && dossier.toBePlanned()) {
      take(dossier, new DatasetRejected(id, reason, dossier.ask(Ledger::attempt)));
    }
  }

  /** Whether the experiment finds its variants as it goes. */
  boolean searches(String id) {
    var dossier = known.get(id);
    return dossier != null && dossier.experiment().search().isPresent();
  }

  /** Whether the experiment has trials that nobody has planned and somebody wants. */
  boolean toBePlanned(String id) {
    var dossier = known.get(id);
    return dossier != null && dossier.toBePlanned();
  }
}
