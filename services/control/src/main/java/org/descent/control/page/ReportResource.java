package org.descent.control.page;

import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Reports for people: of one experiment, or of several as one study. */
@Path("/")
@Blocking
@Tag(name = "reports")
public class ReportResource {
  static final String HTML = "text/html;charset=utf-8";

  private static final int MOST_EXPERIMENTS = 50;

  private final Reports reports;

  ReportResource(Reports reports) {
    this.reports = reports;
  }

  @GET
  @Path("reports/{id}")
  @Produces({HTML, MediaType.APPLICATION_JSON})
  @Operation(operationId = "report", summary = "The report on one experiment, a page of its own")
  public String report(@PathParam("id") String id) {
    return reports.of(List.of(id), "").html();
  }

  @GET
  @Path("reports")
  @Produces({HTML, MediaType.APPLICATION_JSON})
  @Operation(operationId = "studyReport", summary = "One report on several experiments")
  public String study(
      @Parameter(required = true, description = "ids, with commas between them")
          @QueryParam("experiments")
          @DefaultValue("")
          String ids,
      @QueryParam("title") @DefaultValue("") String title) {
    return reports.of(split(ids), title).html();
  }

  @GET
  @Path("api/figures")
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "figures",
      summary = "The figures of a report as SVG documents, by the names of their files")
  public Map<String, String> figures(
      @Parameter(required = true, description = "ids, with commas between them")
          @QueryParam("experiments")
          @DefaultValue("")
          String ids) {
    return reports.of(split(ids), "").figures();
  }

  private static List<String> split(String ids) {
    return Listed.ids("experiments", ids, MOST_EXPERIMENTS);
  }
}
