package org.descent.control;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.descent.contracts.event.CohortPlanned;
import org.descent.contracts.event.DatasetEvent;
import org.descent.contracts.event.EvaluationEvent;
import org.descent.contracts.event.Event;
import org.descent.contracts.event.ExperimentCancelled;
import org.descent.contracts.event.ExperimentEvent;
import org.descent.contracts.event.ExperimentSubmitted;
import org.descent.contracts.event.ModelPublished;
import org.descent.contracts.event.ReportPublished;
import org.descent.contracts.event.TrainingEvent;
import org.descent.contracts.event.TrainingProgressed;
import org.descent.experiment.Experiment;
import org.descent.experiment.plan.Sizing;
import org.descent.experiment.results.ExperimentStatus;
import org.descent.experiment.results.Ledger;
import org.descent.experiment.spec.ExperimentReader;

/**
 * All experiments control knows: a fold over the events of its topics. The topics are read side by
 * side, so events come in any order and more than once; the outcome is the same. Safe for use by
 * several threads.
 */
public final class Experiments {
  /** Hears of each event that changed something, in the order in which an experiment took it in. */
  interface Listener {
    void happened(Experiment experiment, Event event);
  }

  private final Function<Map<String, Object>, Experiment> reader;
  private final Map<String, Dossier> known = new ConcurrentHashMap<>();

  /** Events of experiments whose submission has not been read yet, by experiment. */
  private final Map<String, List<Event>> early = new LinkedHashMap<>();

  private final List<Listener> listeners = new CopyOnWriteArrayList<>();

  Experiments() {
    this(ExperimentReader::document);
  }

  Experiments(Function<Map<String, Object>, Experiment> reader) {
    this.reader = reader;
  }

  /** From now on {@code listener} hears what happens; it is called under the experiment's lock. */
  void listen(Listener listener) {
    listeners.add(listener);
  }

  /**
   * Takes an event in; false if it changes nothing, or nothing yet.
   *
   * @throws RuntimeException if the event is a submission that cannot be read
   */
  boolean on(Event event) {
    if (event instanceof ExperimentSubmitted submitted) {
      return submitted(submitted);
    }
    if (event instanceof ExperimentCancelled cancelled) {
      boolean news = submitted(cancelled.submission());
      return take(known.get(cancelled.experiment()), event) | news;
    }
    var dossier = known.get(experimentOf(event));
    if (dossier == null) {
      synchronized (early) {
        dossier = known.get(experimentOf(event));
        if (dossier == null) {
          early.computeIfAbsent(experimentOf(event), e -> new ArrayList<>()).add(event);
          return false;
        }
      }
    }
    return take(dossier, event);
  }

  private boolean submitted(ExperimentSubmitted event) {
    if (known.containsKey(event.experiment())) {
      return false;
    }
    var dossier = new Dossier(reader.apply(event.document()));
    synchronized (early) {
      if (known.putIfAbsent(event.experiment(), dossier) != null) {
        return false;
      }
      tell(dossier, event);
      var waiting = early.remove(event.experiment());
      if (waiting != null) {
        waiting.forEach(e -> take(dossier, e));
      }
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

  private void tell(Dossier dossier, Event event) {
    listeners.forEach(l -> l.happened(dossier.experiment(), event));
  }

  /** The experiment with this id. */
  public Optional<Experiment> find(String id) {
    return Optional.ofNullable(known.get(id)).map(Dossier::experiment);
  }

  /** How the experiment is getting on. */
  public Optional<ExperimentStatus> status(String id) {
    return ask(id, Ledger::status);
  }

  /** How all experiments are getting on, by id. */
  public List<ExperimentStatus> statuses() {
    return known.values().stream()
        .map(d -> d.ask(Ledger::status))
        .sorted(Comparator.comparing(ExperimentStatus::experiment))
        .toList();
  }

  /**
   * What {@code question} finds in the experiment's ledger. Its events wait meanwhile, so the
   * answer has to be found without talking to anybody.
   */
  public <T> Optional<T> ask(String id, Function<Ledger, T> question) {
    return Optional.ofNullable(known.get(id)).map(d -> d.ask(question));
  }

  /**
   * The events that control still has to publish for the experiment, in order: cohorts of trials
   * that nobody has planned, or the report.
   */
  List<Event> missing(String id, Sizing sizing) {
    var dossier = known.get(id);
    return dossier == null ? List.of() : dossier.missing(sizing);
  }

  /** Whether the experiment has trials that nobody has planned and somebody wants. */
  boolean toBePlanned(String id) {
    var dossier = known.get(id);
    return dossier != null && dossier.toBePlanned();
  }

  /** The experiment that {@code event} tells about. */
  static String experimentOf(Event event) {
    if (event instanceof ExperimentEvent e) {
      return e.experiment();
    } else if (event instanceof DatasetEvent e) {
      return e.experiment();
    } else if (event instanceof CohortPlanned e) {
      return e.experiment();
    } else if (event instanceof TrainingProgressed e) {
      return e.experiment();
    } else if (event instanceof EvaluationEvent e) {
      return e.experiment();
    } else if (event instanceof TrainingEvent e) {
      return e.experiment();
    } else if (event instanceof ModelPublished e) {
      return e.experiment();
    } else if (event instanceof ReportPublished e) {
      return e.experiment();
    }
    throw new IllegalArgumentException("unknown event " + event);
  }
}
