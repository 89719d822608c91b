package org.descent.contracts.spec;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.descent.contracts.InvalidSpec;

/**
 * A step of what is done to examples once they are divided. What a step has to find out first, it
 * finds out of the training part alone; features of all parts are then changed alike.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "step")
@JsonSubTypes({
  @JsonSubTypes.Type(value = PreparationSpec.Fill.class, name = "fill"),
  @JsonSubTypes.Type(value = PreparationSpec.Standardise.class, name = "standardise"),
  @JsonSubTypes.Type(value = PreparationSpec.MinMax.class, name = "min-max"),
  @JsonSubTypes.Type(value = PreparationSpec.Scale.class, name = "scale"),
  @JsonSubTypes.Type(value = PreparationSpec.LabelNoise.class, name = "label-noise"),
  @JsonSubTypes.Type(value = PreparationSpec.Permute.class, name = "permute")
})
public sealed interface PreparationSpec {
  /** The most numbers of a kind that a step finds: they travel with the news of the dataset. */
  int MAX_FOUND = 65_536;

  /** What has numbers of its own. */
  enum Each {
    /** Every place of an example: of a table, every column. */
    @JsonProperty("feature")
    FEATURE,
    /** Every place on an example's last axis. */
    @JsonProperty("channel")
    CHANNEL,
    /** Nothing: all features share them. */
    @JsonProperty("all")
    ALL;

    /**
     * How many there are.
     *
     * @param width number of features of an example
     * @param last length of its last axis
     */
    public int of(int width, int last) {
      return switch (this) {
        case FEATURE -> width;
        case CHANNEL -> last;
        case ALL -> 1;
      };
    }
  }

  /** What becomes of a feature that is the same in all training examples. */
  enum Constant {
    /** There is nothing to divide by: the experiment is refused. */
    @JsonProperty("refuse")
    REFUSE,
    /** It is shifted, and divided by 1. */
    @JsonProperty("shift")
    SHIFT
  }

  /**
   * Features that are missing become the mean of those of the training part that are not, before
   * anything else is done. It follows from {@link DataSpec.Missing#MEAN}.
   */
  @Unwritten
  record Fill() implements PreparationSpec {}

  /**
   * (x - mean) / standard deviation, which is the root of the mean square: √(Σ (x - mean)² / n).
   */
  record Standardise(@Otherwise("feature") Each each, @Otherwise("refuse") Constant constant)
      implements PreparationSpec {}

  /** The smallest becomes {@code low} and the largest {@code high}, what lies between in ratio. */
  record MinMax(
      @Otherwise("0") double low,
      @Otherwise("1") double high,
      @Otherwise("feature") Each each,
      @Otherwise("refuse") Constant constant)
      implements PreparationSpec {
    public MinMax {
      InvalidSpec.unless(Double.isFinite(high), "high %s, expected a finite number", high);
      InvalidSpec.unless(
          Double.isFinite(low) && low < high,
          "low %s, expected a finite number below high (%s)",
          low,
          high);
    }
  }

  /** (x - {@code subtract}) / {@code divide}, of all features. */
  record Scale(@Otherwise("0") double subtract, @Otherwise("1") double divide)
      implements PreparationSpec {
    public Scale {
      InvalidSpec.unless(
          Double.isFinite(subtract), "subtract %s, expected a finite number", subtract);
      InvalidSpec.unless(
          Double.isFinite(divide) && divide != 0,
          "divide %s, expected a finite number other than 0",
          divide);
      InvalidSpec.unless(
          subtract != 0 || divide != 1,
          "it changes nothing, expected a number to subtract or to divide by");
    }
  }

  /**
   * Each label of the training part is, with probability {@code rate}, drawn anew.
   *
   * @param rate written alone where the rest is as usual
   * @param target the labels
   * @param among the classes it is drawn from, all of them with one probability
   * @param seed of its own: whatever else is drawn, the same labels change
   */
  record LabelNoise(
      double rate,
      @Otherwise("label") String target,
      @Otherwise("all") Among among,
      @Otherwise("1") long seed)
      implements PreparationSpec {
    public LabelNoise {
      InvalidSpec.unless(rate >= 0 && rate <= 1, "rate %s, expected 0 to 1", rate);
    }
  }

  /** Classes of the training part that a label is drawn from. */
  enum Among {
    /** All, so that it may come out as it was. */
    @JsonProperty("all")
    ALL,
    /** All but its own. */
    @JsonProperty("others")
    OTHERS
  }

  /** The features of all examples in one other order, which the seed draws. */
  record Permute(@Otherwise("1") long seed) implements PreparationSpec {}
}
