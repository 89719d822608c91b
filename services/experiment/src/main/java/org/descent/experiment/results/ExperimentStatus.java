package org.descent.experiment.results;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.descent.contracts.event.End;

/**
 * How an experiment is getting on.
 *
 * @param submission the id that its document alone has: what it was handed in as, and another one
 *     than {@code experiment} where data in files have been read
 * @param attempt which handing in of the document it belongs to, from 0; the last one where several
 *     found the same data
 * @param reason why it was rejected, in one line; empty otherwise
 * @param total number of its trials
 * @param ended number of trials that have ended
 * @param ends trials by their end, those that have occurred
 * @param iterations known from curves so far
 * @param iterationBudget the most iterations all trials may take together
 * @param curvesComplete whether the curves of all ended trials are known to their last iteration
 * @param disagreements trials on which trainer and evaluator do not agree
 * @param base the experiment that it extends; empty for none
 * @param adopted number of its trials of which that has trained all, or the first iterations
 * @param waiting for what it cannot go on, in a few words; empty while it can or is over
 * @param tags that people have given it
 * @param note that people have made of it; empty for none
 * @param archived whether it is left out of lists unless somebody asks for it
 */
public record ExperimentStatus(
    String experiment,
    String submission,
    int attempt,
    String name,
    String title,
    State state,
    String reason,
    int total,
    int ended,
    Map<End, Integer> ends,
    long iterations,
    long iterationBudget,
    boolean curvesComplete,
    int disagreements,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) String base,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) int adopted,
    String waiting,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> tags,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) String note,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean archived) {
  public ExperimentStatus {
    tags = tags == null ? List.of() : List.copyOf(tags);
    note = note == null ? "" : note;
    base = base == null ? "" : base;
    waiting = waiting == null ? "" : waiting; // from a control that does not say so
  }

  /** The same, waiting. */
  public ExperimentStatus waitingFor(String what) {
    return with(what, tags, note, archived);
  }

  /** The same with what people say of it. */
  public ExperimentStatus noted(List<String> tags, String note, boolean archived) {
    return with(waiting, tags, note, archived);
  }

  private ExperimentStatus with(String waiting, List<String> tags, String note, boolean archived) {
    return new ExperimentStatus(
        experiment,
        submission,
        attempt,
        name,
        title,
        state,
        reason,
        total,
        ended,
        ends,
        iterations,
        iterationBudget,
        curvesComplete,
        disagreements,
        base,
        adopted,
        waiting,
        tags,
        note,
        archived);
  }

  /** Whether its id tells of the content of files, which have been read. */
  public boolean onItsData() {
    return !experiment.equals(submission);
  }

  /** Whether nothing more will happen to it. */
  public boolean over() {
    return state == State.COMPLETE || state == State.REJECTED || state == State.CANCELLED;
  }
}
