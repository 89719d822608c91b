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
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.descent.control.plan.Experiments;
import org.descent.control.rest.Catalogue;
import org.descent.control.rest.Refused;
import org.descent.experiment.results.Ledger;
import org.descent.experiment.results.SearchSummary;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Searches, trial by trial: what figures of them are drawn from. */
@Path("/api/experiments/{id}/search")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@Tag(name = "searches")
public class SearchResource {
  /** The most trials that are told of in one answer. */
  static final int MOST = 10_000;

  private final Catalogue catalogue;
  private final Map<String, Known> known = new ConcurrentHashMap<>();

  /** What matters after so many steps. */
  private record Known(int done, List<SearchImportance> importance) {}

  SearchResource(Experiments experiments) {
    this.catalogue = new Catalogue(experiments);
  }

  @GET
  @Operation(
      operationId = "search",
      summary = "A search, trial by trial: parameters, values, ends and rungs",
      description =
          "At most 10 000 trials, less than 5 MB: of more, those of the best variants and others that"
              + " lie evenly among the rest. A number that a trial does not have is null.")
  public SearchView search(
      @PathParam("id") String id,
      @Parameter(
              description = "the most trials to tell of, 1 to 10 000",
              schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "10000"))
          @QueryParam("most")
          @DefaultValue("10000")
          int most) {
    if (most < 1 || most > MOST) {
      throw new Refused(Status.BAD_REQUEST, "most " + most + ", expected 1 to " + MOST);
    }
    return SearchView.of(find(id).trace(), most);
  }

  @GET
  @Path("importance")
  @Operation(
      operationId = "importance",
      summary = "How much each parameter of a search matters",
      description =
          "By PED-ANOVA and, where parameters and variants are few, by functional ANOVA, with intervals"
              + " by bootstrap; empty while there are few variants, and of two objectives.")
  public List<SearchImportance> importance(@PathParam("id") String id) {
    var search = find(id);
    int done = search.done();
    return known.compute(
            id,
            (key, before) ->
                before != null && before.done == done
                    ? before
                    : new Known(done, SearchImportance.of(search)))
        .importance;
  }

  private SearchSummary find(String id) {
    return catalogue
        .ask(id, Ledger::search)
        .orElseThrow(() -> new Refused(Status.NOT_FOUND, id + " searches nothing"));
  }
}
