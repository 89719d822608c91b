package org.descent.control.rest;

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
import org.descent.experiment.results.Curves;
import org.descent.experiment.results.CurvesCsv;
import org.descent.experiment.results.CurvesParquet;
import org.descent.experiment.results.ExperimentResult;
import org.descent.experiment.results.LandscapesCsv;
import org.descent.experiment.results.Ledger;
import org.descent.experiment.results.ResultsCsv;
import org.descent.experiment.results.ResultsParquet;
import org.descent.experiment.results.Spacing;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What experiments have come to so far: results and curves, for programs and for spreadsheets. */
@Path("/api/experiments/{id}")
@Blocking
@Tag(name = "results")
public class ResultResource {
  static final String CSV = "text/csv";
  static final String PARQUET = "application/vnd.apache.parquet";

  private final Experiments experiments;

  ResultResource(Experiments experiments) {
    this.experiments = experiments;
  }

  @GET
  @Path("results")
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(operationId = "results", summary = "Results by variant and trial")
  public ExperimentResult results(@PathParam("id") String id) {
    return experiments.ledger(id).map(Ledger::result).orElseThrow(() -> Refused.unknown(id));
  }

  @GET
  @Path("results.csv")
  @Produces({CSV, MediaType.APPLICATION_JSON})
  @Operation(operationId = "resultsCsv", summary = "Results, one row an ended trial")
  public StreamingOutput resultsCsv(@PathParam("id") String id) {
    var result = results(id);
    return out -> {
      var text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
      ResultsCsv.write(List.of(result), text);
      text.flush();
    };
  }

  @GET
  @Path("results.parquet")
  @Produces({PARQUET, MediaType.APPLICATION_JSON})
  @Operation(
      operationId = "resultsParquet",
      summary = "Results as Parquet, one row an ended trial",
      description =
          "The columns of results.csv; of settings those are numbers that are one in every variant")
  public StreamingOutput resultsParquet(@PathParam("id") String id) {
    var result = results(id);
    return out -> ResultsParquet.write(List.of(result), out);
  }

  @GET
  @Path("curves")
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "curve",
      summary = "One trial's curve, thinned for looking at",
      description =
          "Cut along the iterations into columns of pixels, or into fewer parts for a number of points:"
              + " the first, last, lowest and highest point of each are there, so that a line through"
              + " them covers what the whole curve would.")
  public CurveView curve(
      @PathParam("id") String id,
      @Parameter(required = true, example = "xor-1f2e3d4c.0.1") @QueryParam("trial") String trial,
      @Parameter(
              description =
                  "loss, accuracy, with several heads NAME.loss, NAME.accuracy, or SPLIT.loss, …")
          @QueryParam("metric")
          @DefaultValue("loss")
          String metric,
      @Parameter(description = "how iterations are spaced: linear or log")
          @QueryParam("spacing")
          @DefaultValue("linear")
          String spacing,
      @Parameter(
              description = "the most points, 4 to 100000; counts where columns are not given",
              schema = @Schema(type = SchemaType.INTEGER, minimum = "4", maximum = "100000"))
          @QueryParam("points")
          @DefaultValue("500")
          int points,
      @Parameter(
              description = "columns of pixels along the axis of iterations, 1 to 20000",
              schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "20000"))
          @QueryParam("columns")
          Integer columns) {
    if (points < Curves.MIN_POINTS || points > 100_000) {
      throw new Refused(
          Status.BAD_REQUEST,
          "points " + points + ", expected " + Curves.MIN_POINTS + " to 100000");
    }
    if (columns != null && (columns < 1 || columns > 20_000)) {
      throw new Refused(Status.BAD_REQUEST, "columns " + columns + ", expected 1 to 20000");
    }
    var along =
        Spacing.of(spacing)
            .orElseThrow(
                () ->
                    new Refused(
                        Status.BAD_REQUEST, "spacing " + spacing + ", expected linear or log"));
    return experiments
        .ask(
            id,
            ledger -> {
              var curves = ledger.curves();
              requireCurve(id, curves, trial, metric);
              return CurveView.of(
                  id,
                  curves,
                  trial,
                  metric,
                  columns != null
                      ? curves.drawn(trial, metric, along, columns)
                      : curves.thinned(trial, metric, along, points));
            })
        .orElseThrow(() -> Refused.unknown(id));
  }

  private static void requireCurve(String id, Curves curves, String trial, String metric) {
    if (trial == null) {
      throw new Refused(
          Status.BAD_REQUEST, "trial is missing, expected for example " + new TrialId(id, 0, 1));
    }
    var metrics = curves.allMetrics(trial);
    if (metrics.isEmpty()) {
      throw new Refused(Status.NOT_FOUND, "there is no curve of trial " + trial + " yet");
    }
    if (!metrics.contains(metric)) {
      throw new Refused(
          Status.BAD_REQUEST,
          "metric " + metric + ", expected one of " + String.join(", ", metrics));
    }
  }

  @GET
  @Path("landscapes.csv")
  @Produces({CSV, MediaType.APPLICATION_JSON})
  @Operation(
      operationId = "landscapesCsv",
      summary = "All landscapes, one row a point, and one a snapshot on the way")
  public StreamingOutput landscapesCsv(@PathParam("id") String id) {
    var trials = experiments.ask(id, Ledger::landscapes).orElseThrow(() -> Refused.unknown(id));
    return out -> {
      var text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
      LandscapesCsv.write(trials, text);
      text.flush();
    };
  }

  @GET
  @Path("curves.csv")
  @Produces({CSV, MediaType.APPLICATION_JSON})
  @Operation(operationId = "curvesCsv", summary = "All curves, one row an iteration of a trial")
  public StreamingOutput curvesCsv(@PathParam("id") String id) {
    var experiment = experiments.find(id).orElseThrow(() -> Refused.unknown(id));
    var curves = experiments.ask(id, Ledger::curves).orElseThrow(() -> Refused.unknown(id));
    return out -> {
      var text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
      CurvesCsv.write(experiment, curves, text);
      text.flush();
    };
  }

  @GET
  @Path("curves.parquet")
  @Produces({PARQUET, MediaType.APPLICATION_JSON})
  @Operation(
      operationId = "curvesParquet",
      summary = "All curves as Parquet, one row an iteration of a trial",
      description =
          "The columns of curves.csv, and what its variant is called; metrics are float32")
  public StreamingOutput curvesParquet(@PathParam("id") String id) {
    var experiment = experiments.find(id).orElseThrow(() -> Refused.unknown(id));
    var curves = experiments.ask(id, Ledger::curves).orElseThrow(() -> Refused.unknown(id));
    return out -> CurvesParquet.write(experiment, curves, out);
  }
}
