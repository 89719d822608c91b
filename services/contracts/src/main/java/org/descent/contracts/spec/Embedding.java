package org.descent.contracts.spec;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.descent.contracts.InvalidSpec;

/**
 * A vector for each of the words that an example consists of, which are whole numbers from 0 to
 * below {@code vocabulary}; of any other number, zeros. [batch, words] → [batch, words, width].
 *
 * @param initialisation of the vectors, which are weights; null for the experiment's
 */
public record Embedding(
    int vocabulary,
    int width,
    @Otherwise("none") @JsonInclude(JsonInclude.Include.NON_NULL)
        LayerInitialisation initialisation)
    implements LayerSpec {
  /** The most words there may be. */
  public static final int MAX_VOCABULARY = 65_536;

  public Embedding {
    initialisation = LayerInitialisation.orNull(initialisation);
    InvalidSpec.unless(
        vocabulary >= 1 && vocabulary <= MAX_VOCABULARY,
        "vocabulary %s, expected 1 to %s",
        vocabulary,
        MAX_VOCABULARY);
    InvalidSpec.unless(
        width >= 1 && width <= MAX_UNITS, "width %s, expected 1 to %s", width, MAX_UNITS);
    InvalidSpec.unless(
        initialisation == null || initialisation.biases() == null,
        "initialisation: of biases, expected of weights alone: an embedding has no biases");
  }

  /** One that starts as the experiment says. */
  public Embedding(int vocabulary, int width) {
    this(vocabulary, width, null);
  }

  @Override
  public LayerSpec initialised(LayerInitialisation start) {
    return new Embedding(vocabulary, width, start);
  }

  @Override
  public boolean unbiased() {
    return true;
  }

  @Override
  public List<Integer> out(List<Integer> in) {
    InvalidSpec.unless(in.size() == 1, "embedding: its input has shape %s, expected [words]", in);
    return List.of(in.get(0), width);
  }

  /** With a vector for each word that picks its row. */
  @Override
  public long held(List<Integer> in) {
    return (long) in.get(0) * (2L * width + vocabulary);
  }

  @Override
  public List<ParameterLayout.Parameter> parameters(List<Integer> in) {
    return ParameterLayout.Parameter.starting(
        initialisation,
        ParameterLayout.Parameter.affine(List.of(vocabulary, width), vocabulary, width, true));
  }
}
