package org.descent.experiment.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Gathers what is wrong, so that the user hears of all of it at once. */
final class Problems {
  /** The most that are told; a file with more is better mended step by step. */
  static final int MOST = 100;

  /** Thrown where a problem has been noted before. */
  static final Unusable UNUSABLE = new Unusable();

  private final List<Problem> found = new ArrayList<>();
  private final boolean strict;

  Problems() {
    this(true);
  }

  private Problems(boolean strict) {
    this.strict = strict;
  }

  /** Of a document that has been accepted once: it is not asked again whether it makes sense. */
  static Problems ofAccepted() {
    return new Problems(false);
  }

  /** An empty list of the same strictness. */
  Problems another() {
    return new Problems(strict);
  }

  /** Whether what could be carried out, but makes no sense, is a problem. */
  boolean strict() {
    return strict;
  }

  /** Thrown where reading cannot go on, after the reason has been added. */
  static final class Unusable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private Unusable() {
      super("a problem has been noted", null, false, false);
    }
  }

  /** Notes a problem; throw the result where there is nothing to go on with. */
  Unusable add(Place place, String path, String message) {
    add(new Problem(place.file(), place.line(), path, message));
    return UNUSABLE;
  }

  /** Notes what a specification objected to, without naming the end of {@code path} again. */
  Unusable addObjection(Place place, String path, String message) {
    var name = path.substring(path.lastIndexOf('.') + 1);
    var rest = message.startsWith(name) ? message.substring(name.length()) : "";
    boolean named = !name.isEmpty() && (rest.startsWith(": ") || rest.startsWith(" "));
    return add(place, path, named ? rest.replaceFirst("^:? ", "") : message);
  }

  void add(Problem problem) {
    if (found.size() < MOST && !found.contains(problem)) {
      found.add(problem);
    }
  }

  /** What {@code reading} yields, or nothing if it came upon a problem. */
  <T> Optional<T> attempt(Supplier<T> reading) {
    try {
      return Optional.of(reading.get());
    } catch (Unusable e) {
      return Optional.empty(); // its reason stands in the list
    }
  }

  int count() {
    return found.size();
  }

  boolean full() {
    return found.size() >= MOST;
  }

  List<Problem> all() {
    return List.copyOf(found);
  }

  /** Throws them all, if there are any. */
  void raise() {
    if (!found.isEmpty()) {
      throw new InvalidExperiment(found);
    }
  }
}
