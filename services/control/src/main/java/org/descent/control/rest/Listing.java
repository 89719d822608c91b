package org.descent.control.rest;

import jakarta.ws.rs.core.Response.Status;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.descent.experiment.results.ExperimentStatus;
import org.descent.experiment.results.State;

/**
 * Which experiments somebody wants to see.
 *
 * @param states those in one of these; any if empty
 * @param name a part of their names, in whatever case; {@code ""} for any
 * @param after the id after which the page begins; {@code ""} for the first one
 * @param limit the most on a page; 0 for all
 */
record Listing(Set<State> states, String name, String after, int limit) {
  static final int MOST = 1000;

  /** As a request says it, each but {@code states} perhaps null. */
  static Listing of(List<String> states, String name, String after, Integer limit) {
    if (limit != null && (limit < 1 || limit > MOST)) {
      throw new Refused(Status.BAD_REQUEST, "limit " + limit + ", expected 1 to " + MOST);
    }
    var wanted = new HashSet<State>();
    for (var list : states) {
      for (var word : list.split(",")) {
        wanted.add(state(word));
      }
    }
    return new Listing(
        wanted, name == null ? "" : name, after == null ? "" : after, limit == null ? 0 : limit);
  }

  private static State state(String word) {
    return Arrays.stream(State.values())
        .filter(state -> state.word().equals(word.strip()))
        .findFirst()
        .orElseThrow(
            () ->
                new Refused(
                    Status.BAD_REQUEST,
                    "state "
                        + word
                        + ", expected one of "
                        + Arrays.stream(State.values())
                            .map(State::word)
                            .collect(Collectors.joining(", "))));
  }

  /**
   * A page.
   *
   * @param total how many there are on all pages
   * @param next the id after which the next page begins; empty on the last one
   */
  record Page(List<ExperimentStatus> experiments, int total, Optional<String> next) {}

  /**
   * The page of {@code all}.
   *
   * @param all by id, ascending
   */
  Page of(List<ExperimentStatus> all) {
    var matching = all.stream().filter(this::matches).toList();
    var following =
        matching.stream().filter(status -> status.experiment().compareTo(after) > 0).toList();
    if (limit == 0 || following.size() <= limit) {
      return new Page(following, matching.size(), Optional.empty());
    }
    var page = following.subList(0, limit);
    return new Page(page, matching.size(), Optional.of(page.get(limit - 1).experiment()));
  }

  private boolean matches(ExperimentStatus status) {
    return (states.isEmpty() || states.contains(status.state()))
        && status.name().toLowerCase(Locale.ROOT).contains(name.toLowerCase(Locale.ROOT));
  }
}
