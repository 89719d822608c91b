package org.descent.control.page;

import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response.Status;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.descent.contracts.event.DatasetPrepared;
import org.descent.contracts.spec.DataSpec;
import org.descent.contracts.spec.Split;
import org.descent.control.plan.Experiments;
import org.descent.control.rest.Catalogue;
import org.descent.control.rest.Refused;
import org.descent.experiment.Experiment;
import org.descent.experiment.results.Ledger;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Examples that experiments are trained on, some at a time. */
@Path("/api/experiments/{id}/examples")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@Tag(name = "experiments")
public class ExamplesResource {
  /** The most rows of an answer. */
  static final int MOST_ROWS = 1000;

  /** The most numbers of an answer. */
  static final int MOST_NUMBERS = 1 << 20;

  private final Catalogue catalogue;
  private final TrainingExamples examples;

  ExamplesResource(Experiments experiments, TrainingExamples examples) {
    this.catalogue = new Catalogue(experiments);
    this.examples = examples;
  }

  @GET
  @Operation(
      operationId = "examples",
      summary = "Some examples, as networks see them: prepared",
      description = "Features are float32, little-endian, in base64.")
  public ExamplesView examples(
      @PathParam("id") String id,
      @Parameter(description = "train, validation or test")
          @QueryParam("split")
          @DefaultValue("train")
          String split,
      @Parameter(description = "from 1, as which they are divided and prepared; 0 without folds")
          @QueryParam("fold")
          @DefaultValue("0")
          int fold,
      @Parameter(description = "separated by commas; the first ones unless told")
          @QueryParam("rows")
          @DefaultValue("")
          String rows,
      @Parameter(description = "how many, where rows are not told; at most 1000")
          @QueryParam("limit")
          @DefaultValue("500")
          int limit) {
    var experiment = catalogue.find(id);
    var dataset = dataset(id, experiment, fold);
    var part =
        Split.of(split)
            .orElseThrow(
                () -> Refused.bad("split " + split + ", expected train, validation or test"));
    int total = dataset.rowsBySplit().get(part);
    int[] chosen = rows.isEmpty() ? first(total, limit) : rows(rows, total);
    long numbers = chosen.length * product(dataset.shape());
    if (chosen.length == 0) {
      throw Refused.bad("split " + split + ": there are no rows in it");
    }
    if (chosen.length > MOST_ROWS || numbers > MOST_NUMBERS) {
      throw Refused.bad(
          String.format(
              "%d rows of %d numbers together, expected at most %d rows and %d numbers",
              chosen.length, numbers, MOST_ROWS, MOST_NUMBERS));
    }
    int before = before(dataset, part);
    var read =
        examples
            .of(dataset, IntStream.of(chosen).map(row -> before + row).toArray())
            .orElseThrow(
                () -> new Refused(Status.GONE, "the data of " + id + " cannot be read any more"));
    return ExamplesView.of(read, names(experiment.data()), total, chosen);
  }

  private DatasetPrepared dataset(String id, Experiment experiment, int fold) {
    int folds = experiment.split().folds();
    if (fold < 0 || fold > folds) {
      throw Refused.bad("fold " + fold + ", expected 0 to " + folds);
    }
    return catalogue
        .ask(id, Ledger::dataset)
        .orElseThrow(
            () -> new Refused(Status.CONFLICT, "the data of " + id + " have not been prepared"))
        .fold(fold);
  }

  private static long product(List<Integer> shape) {
    return shape.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
  }

  /** Rows of the dataset that stand before those of {@code split}. */
  private static int before(DatasetPrepared dataset, Split split) {
    return dataset.rowsBySplit().entrySet().stream()
        .filter(entry -> entry.getKey().compareTo(split) < 0)
        .mapToInt(Map.Entry::getValue)
        .sum();
  }

  private static int[] first(int total, int limit) {
    if (limit < 1 || limit > MOST_ROWS) {
      throw Refused.bad("limit " + limit + ", expected 1 to " + MOST_ROWS);
    }
    return IntStream.range(0, Math.min(total, limit)).toArray();
  }

  private static int[] rows(String told, int total) {
    return Arrays.stream(told.split(",", -1)).mapToInt(row -> row(row, total)).toArray();
  }

  private static int row(String told, int total) {
    if (!told.matches("[0-9]{1,9}") || Integer.parseInt(told) >= total) {
      throw Refused.bad("row " + told + ", expected 0 to " + (total - 1));
    }
    return Integer.parseInt(told);
  }

  private static List<String> names(DataSpec data) {
    return data instanceof DataSpec.Csv csv && csv.oneHot().isEmpty() ? csv.features() : List.of();
  }
}
