package org.descent.control.page;

import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.LinkedHashMap;
import java.util.Map;
import org.descent.control.plan.Calendar;
import org.descent.control.plan.Experiments;
import org.descent.control.rest.Refused;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Experiments in a line each: what a list of them shows. */
@Path("/api/gists")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@Tag(name = "aggregates")
public class GistResource {
  /** Experiments of a request. */
  static final int MOST = 100;

  private final Experiments experiments;
  private final Calendar calendar;

  GistResource(Experiments experiments, Calendar calendar) {
    this.experiments = experiments;
    this.calendar = calendar;
  }

  @GET
  @Operation(
      operationId = "gists",
      summary = "Experiments in a line: when they were handed in, their best variant, their trials")
  public Map<String, Gist> gists(
      @Parameter(required = true, description = "ids, separated by commas, at most 100")
          @QueryParam("experiments")
          @DefaultValue("")
          String ids) {
    var gists = new LinkedHashMap<String, Gist>();
    for (var id : Listed.ids("experiments", ids, MOST)) {
      var status = experiments.status(id).orElseThrow(() -> Refused.unknown(id));
      var submitted = calendar.submitted(status.submission());
      experiments
          .ask(id, ledger -> Gist.of(ledger, submitted))
          .ifPresent(gist -> gists.put(id, gist));
    }
    return gists;
  }
}
