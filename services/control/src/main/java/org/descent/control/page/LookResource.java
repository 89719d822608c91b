package org.descent.control.page;

import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.descent.experiment.Experiment;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The look that the page shares with the report. */
@Path("/descent.css")
@Blocking
public class LookResource {
  private static final String SHEET = "/org/descent/experiment/report/descent.css";

  @GET
  @Produces("text/css;charset=UTF-8")
  @Operation(hidden = true)
  public Response sheet() {
    try (var sheet = Experiment.class.getResourceAsStream(SHEET)) {
      return Response.ok(sheet.readAllBytes()).header("Cache-Control", "no-cache").build();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
