package org.descent.standalone.files;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.descent.experiment.Experiment;
import org.descent.experiment.results.ExperimentStatus;

/**
 * An experiment as the directory remembers it in which its results or its log lie.
 *
 * @param experiment its id
 * @param document the id of its document alone, whatever the files hold that it names
 * @param ended number of its trials that had ended when last seen
 * @param total number of its trials; 0 if that is not known
 * @param iterations trained when last seen
 */
public record Remembered(
    String experiment, String document, int ended, int total, long iterations) {
  private static final ObjectMapper JSON =
      new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  /** What an experiment is to one that is asked for. */
  public enum Relation {
    /** The same. */
    SAME,
    /** The same document, but its data have changed: it is trained anew. */
    OTHER_DATA,
    /** Another one. */
    OTHER
  }

  /** An experiment that is asked for, of which nothing is known yet. */
  public static Remembered of(Experiment asked) {
    return new Remembered(asked.id(), asked.submission(), 0, 0, 0);
  }

  /** An experiment that is under way, or over. */
  public static Remembered of(ExperimentStatus status) {
    return new Remembered(
        status.experiment(),
        status.submission(),
        status.ended(),
        status.total(),
        status.iterations());
  }

  /** What this is to the experiments that are asked for. */
  public Relation to(List<Remembered> asked) {
    if (asked.stream().anyMatch(one -> one.experiment.equals(experiment) || one.mayBe(this))) {
      return Relation.SAME;
    }
    return asked.stream().anyMatch(one -> one.document.equals(document))
        ? Relation.OTHER_DATA
        : Relation.OTHER;
  }

  /** Whether nothing would be lost with it. */
  public boolean worthless() {
    return ended == 0 && iterations == 0;
  }

  /** Where nobody has looked at the data yet, the document is all there is to go by. */
  private boolean mayBe(Remembered known) {
    return experiment.equals(document) && document.equals(known.document);
  }

  /** As text, to be read by {@link #all}. */
  public static String text(List<Remembered> all) {
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(all) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Those in {@code text}; none if it is empty or nobody can read it. */
  public static List<Remembered> all(String text) {
    try {
      return text.isBlank()
          ? List.of()
          : List.copyOf(JSON.readValue(text, new TypeReference<List<Remembered>>() {}));
    } catch (JsonProcessingException e) {
      return List.of();
    }
  }
}
