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
import jakarta.ws.rs.core.StreamingOutput;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.descent.contracts.TrialId;
import org.descent.control.plan.Experiments;
import org.descent.control.rest.Catalogue;
import org.descent.control.rest.Refused;
import org.descent.experiment.Experiment;
import org.descent.experiment.Variant;
import org.descent.experiment.results.CurveTable;
import org.descent.experiment.results.Ledger;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Trials: a page of them at a time, or one of them in full. */
@Path("/api/experiments/{id}/trials")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@Tag(name = "trials")
public class TrialResource {
  static final int MAX_ROWS = 500;

  private final Catalogue catalogue;

  TrialResource(Experiments experiments) {
    this.catalogue = new Catalogue(experiments);
  }

  @GET
  @Operation(operationId = "trials", summary = "Trials of a variant, or of all, a page at a time")
  public TrialPage trials(
      @PathParam("id") String id,
      @Parameter(description = "ordinal; all variants unless told") @QueryParam("variant")
          Integer variant,
      @Parameter(description = "converged, exhausted, diverged, failed, cancelled or running")
          @QueryParam("end")
          @DefaultValue("")
          String end,
      @Parameter(description = Picked.DESCRIPTION) @QueryParam("pick") @DefaultValue("")
          String pick,
      @Parameter(description = "seed, iterations, loss or accuracy")
          @QueryParam("sort")
          @DefaultValue("seed")
          String sort,
      @QueryParam("from") @DefaultValue("0") int from,
      @QueryParam("limit") @DefaultValue("50") int limit) {
    var experiment = catalogue.find(id);
    var picked = Picked.of(pick, experiment);
    var order = TrialRow.order(sort).orElseThrow(() -> Refused.bad("sort " + sort));
    if (from < 0 || limit < 1 || limit > MAX_ROWS) {
      throw Refused.bad(
          "from " + from + ", limit " + limit + ", expected 1 to " + MAX_ROWS + " rows");
    }
    var variants =
        variant == null ? experiment.variants() : List.of(Catalogue.variant(experiment, variant));
    return catalogue.ask(
        id,
        ledger -> {
          var trials = new VariantTrials(experiment, ledger);
          var rows =
              variants.stream()
                  .filter(v -> picked.has(trials, v))
                  .flatMap(
                      v ->
                          trials.seeds(v).stream()
                              .filter(s -> picked.has(trials, v, s))
                              .map(s -> TrialRow.of(trials, v, s)))
                  .filter(row -> end.isEmpty() || row.ended(end))
                  .sorted(order)
                  .toList();
          return new TrialPage(rows.size(), rows.stream().skip(from).limit(limit).toList());
        });
  }

  /** Some of {@code total} trials. */
  public record TrialPage(int total, List<TrialRow> trials) {}

  @GET
  @Path("{trial}")
  @Operation(operationId = "trial", summary = "One trial: result, provenance, snapshots")
  public TrialView trial(@PathParam("id") String id, @PathParam("trial") String trial) {
    var experiment = catalogue.find(id);
    var place = place(experiment, trial);
    return catalogue.ask(
        id, ledger -> TrialView.of(experiment, ledger, place.variant(), place.seed()));
  }

  @GET
  @Path("{trial}/curve.csv")
  @Produces({"text/csv", MediaType.APPLICATION_JSON})
  @Operation(operationId = "trialCsv", summary = "One trial's metrics, one row an iteration")
  public StreamingOutput csv(@PathParam("id") String id, @PathParam("trial") String trial) {
    place(catalogue.find(id), trial);
    var curves = catalogue.ask(id, Ledger::curves);
    var metrics = curves.allMetrics(trial);
    return out -> {
      var text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
      text.write("iteration," + String.join(",", metrics) + "\n");
      new CurveTable(curves, trial, metrics).write("", text);
      text.flush();
    };
  }

  private record Place(Variant variant, long seed) {}

  private static Place place(Experiment experiment, String trial) {
    var id = TrialId.parse(trial).filter(i -> i.experiment().equals(experiment.id()));
    if (id.isPresent()
        && id.get().variant() < experiment.variants().size()
        && experiment.seeds().contains(id.get().seed())) {
      return new Place(experiment.variants().get(id.get().variant()), id.get().seed());
    }
    throw new Refused(Status.NOT_FOUND, "there is no trial " + trial);
  }
}
