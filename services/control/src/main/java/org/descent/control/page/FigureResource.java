package org.descent.control.page;

import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response.Status;
import java.util.List;
import org.descent.control.rest.Refused;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The figures of one experiment's report, one by one. */
@Path("/api/experiments/{id}/figures")
@Blocking
@Tag(name = "reports")
public class FigureResource {
  static final String SVG = "image/svg+xml";

  private final Reports reports;

  FigureResource(Reports reports) {
    this.reports = reports;
  }

  @GET
  @Path("{name}.svg")
  @Produces({SVG, MediaType.APPLICATION_JSON})
  @Operation(operationId = "figure", summary = "One figure of an experiment's report")
  public String figure(
      @PathParam("id") String id,
      @Parameter(example = "figure-01") @PathParam("name") String name) {
    return reports
        .of(List.of(id), "")
        .figure(name)
        .orElseThrow(
            () -> new Refused(Status.NOT_FOUND, "there is no figure " + name + " of " + id));
  }
}
