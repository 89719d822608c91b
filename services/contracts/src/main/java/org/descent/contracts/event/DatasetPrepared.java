package org.descent.contracts.event;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.descent.contracts.data.NumberType;
import org.descent.contracts.data.Rescaling;
import org.descent.contracts.spec.Split;

/**
 * The examples of an experiment stand in the log.
 *
 * @param dataset the first 16 hex digits of {@code sha256}
 * @param sha256 of the rows, each its features and then its targets in float32 little-endian:
 *     identity by content, however they stand in the log
 * @param shape of one example's features
 * @param targets names of the target columns, in row order
 * @param train number of rows for training; they come first
 * @param validation number of rows for validation; they follow
 * @param test number of rows for testing; they come last
 * @param chunks number of records that hold the rows
 * @param rows where those records stand; records of other keys may stand between them
 * @param submittedAs the id that the document alone has, empty if that is {@code experiment}: an
 *     experiment on files has an id of its own for every content they have had
 * @param attempt which handing in of the document this answers, see {@link ExperimentSubmitted}
 * @param files what was read; empty for generated data
 * @param classes what the values 0, 1, … of a target stand for, by its name; without those that are
 *     numbers
 * @param preparation what was done to the examples before they became rows, in order
 * @param folds the same examples as the second and later folds divide and prepare them; this is how
 *     the first does. Empty where there are no folds
 * @param columns how the numbers of each target and, last, those of the features stand in the log,
 *     one column of all rows after the other; empty: row by row in float32
 * @param rescaled what makes features of the numbers in their column, in order
 * @param checksum CRC-32C of the columns' bytes, 8 hex digits; empty where there are none
 */
public record DatasetPrepared(
    String experiment,
    String dataset,
    String sha256,
    List<Integer> shape,
    List<String> targets,
    int train,
    int validation,
    int test,
    int chunks,
    Location rows,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) String submittedAs,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) int attempt,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<DataFile> files,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, List<String>> classes,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Fitted> preparation,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<DatasetPrepared> folds,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<NumberType> columns,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Rescaling> rescaled,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) String checksum)
    implements DatasetEvent {
  public DatasetPrepared {
    shape = List.copyOf(shape);
    targets = List.copyOf(targets);
    submittedAs = submittedAs == null ? "" : submittedAs;
    files = files == null ? List.of() : List.copyOf(files);
    classes = classes == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(classes));
    preparation = preparation == null ? List.of() : List.copyOf(preparation);
    folds = folds == null ? List.of() : List.copyOf(folds);
    columns = columns == null ? List.of() : List.copyOf(columns);
    rescaled = rescaled == null ? List.of() : List.copyOf(rescaled);
    checksum = checksum == null ? "" : checksum;
  }

  /** Data that no file holds, or of which that is not known. */
  public DatasetPrepared(
      String experiment,
      String dataset,
      String sha256,
      List<Integer> shape,
      List<String> targets,
      int train,
      int validation,
      int test,
      int chunks,
      Location rows) {
    this(
        experiment,
        dataset,
        sha256,
        shape,
        targets,
        train,
        validation,
        test,
        chunks,
        rows,
        "",
        0,
        List.of(),
        Map.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        "");
  }

  /** The same, whose targets have these {@code classes}. */
  public DatasetPrepared withClasses(Map<String, List<String>> classes) {
    return with(submittedAs, attempt, files, classes, preparation, folds);
  }

  /** The same as the answer to {@code submitted}, with the {@code files} that were read for it. */
  public DatasetPrepared answering(ExperimentSubmitted submitted, List<DataFile> files) {
    boolean own = submitted.experiment().equals(experiment);
    return with(
        own ? "" : submitted.experiment(), submitted.attempt(), files, classes, preparation, folds);
  }

  /** The same where {@code preparation} is what was done to the examples. */
  public DatasetPrepared preparedBy(List<Fitted> preparation) {
    return with(submittedAs, attempt, files, classes, preparation, folds);
  }

  /** The same, where {@code folds} are those of the second and later folds. */
  public DatasetPrepared with(List<DatasetPrepared> folds) {
    return with(submittedAs, attempt, files, classes, preparation, folds);
  }

  /**
   * The examples as {@code fold} divides them.
   *
   * @param fold from 1; 0 where there are none
   */
  public DatasetPrepared fold(int fold) {
    return fold <= 1 ? with(List.of()) : folds.get(fold - 2);
  }

  /** The same where the rows stand in the log as they do for {@code other}. */
  public DatasetPrepared standingAs(DatasetPrepared other) {
    return standing(other.chunks, other.rows, other.columns, other.rescaled, other.checksum);
  }

  /** The same where the rows stand at {@code rows}. */
  public DatasetPrepared standingAt(Location rows) {
    return standing(chunks, rows, columns, rescaled, checksum);
  }

  /** The same where the rows stand as columns. */
  public DatasetPrepared inColumns(
      List<NumberType> columns, List<Rescaling> rescaled, String checksum) {
    return standing(chunks, rows, columns, rescaled, checksum);
  }

  private DatasetPrepared standing(
      int chunks,
      Location rows,
      List<NumberType> columns,
      List<Rescaling> rescaled,
      String checksum) {
    return new DatasetPrepared(
        experiment,
        dataset,
        sha256,
        shape,
        targets,
        train,
        validation,
        test,
        chunks,
        rows,
        submittedAs,
        attempt,
        files,
        classes,
        preparation,
        folds,
        columns,
        rescaled,
        checksum);
  }

  /** The same rows, with what goes along with them. */
  private DatasetPrepared with(
      String submittedAs,
      int attempt,
      List<DataFile> files,
      Map<String, List<String>> classes,
      List<Fitted> preparation,
      List<DatasetPrepared> folds) {
    return new DatasetPrepared(
        experiment,
        dataset,
        sha256,
        shape,
        targets,
        train,
        validation,
        test,
        chunks,
        rows,
        submittedAs,
        attempt,
        files,
        classes,
        preparation,
        folds,
        columns,
        rescaled,
        checksum);
  }

  @Override
  public String submission() {
    return submittedAs.isEmpty() ? experiment : submittedAs;
  }

  /** The number of rows of each split. */
  public Map<Split, Integer> rowsBySplit() {
    return Map.of(Split.TRAIN, train, Split.VALIDATION, validation, Split.TEST, test);
  }

  /** Number of rows. */
  @JsonIgnore
  public int count() {
    return train + validation + test;
  }
}
