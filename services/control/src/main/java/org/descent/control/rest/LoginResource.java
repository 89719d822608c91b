package org.descent.control.rest;

import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.core.UriInfo;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/**
 * Lets a browser in: a page cannot send a token with everything that a browser asks for (events,
 * downloads, reports), a cookie goes along with all of it. Scripts cannot read the cookie, and
 * pages of other sites cannot use it.
 */
@Path(LoginResource.PATH)
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@Tag(name = "access")
public class LoginResource {
  static final String PATH = "/api/login";

  private static final Duration SESSION = Duration.ofHours(12);

  private final Access access;

  LoginResource(Access access) {
    this.access = access;
  }

  /** A token, as somebody types it. */
  public record Login(String token) {}

  /**
   * Where somebody stands.
   *
   * @param open whether control asks for no token
   * @param role anybody, metrics, read or write
   */
  public record Standing(boolean open, String role) {}

  @GET
  @Operation(operationId = "standing", summary = "What whoever asks may do")
  public Standing standing(
      @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization,
      @CookieParam(Access.COOKIE) String session) {
    return new Standing(access.isOpen(), access.role(authorization, session).word());
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "login",
      summary = "Show a token once, and get a cookie that stands for it for 12 hours")
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = Standing.class)))
  @APIResponse(
      responseCode = "401",
      description = "it is none of control's",
      content = @Content(schema = @Schema(implementation = Refusal.class)))
  public Response login(Login login, @Context UriInfo uri) {
    var token = login == null || login.token() == null ? "" : login.token().strip();
    if (access.isOpen()) {
      return Response.ok(new Standing(true, Role.WRITE.word())).build();
    }
    var role =
        access
            .role(token)
            .filter(found -> found.covers(Role.READ))
            .orElseThrow(
                () ->
                    new Refused(
                        Status.UNAUTHORIZED,
                        "this token is none of control's, expected one of read or write"));
    var until = Instant.now().plus(SESSION);
    return Response.ok(new Standing(false, role.word()))
        .cookie(cookie(Tokens.session(token, until), (int) SESSION.toSeconds(), uri))
        .build();
  }

  @DELETE
  @Operation(operationId = "logout", summary = "Forget the cookie")
  public Response logout(@Context UriInfo uri) {
    return Response.ok(new Standing(access.isOpen(), Role.ANYBODY.word()))
        .cookie(cookie("", 0, uri))
        .build();
  }

  /** A link from elsewhere may lead to a report; nothing is written by following one. */
  private static NewCookie cookie(String value, int seconds, UriInfo uri) {
    return new NewCookie.Builder(Access.COOKIE)
        .value(value)
        .path("/")
        .maxAge(seconds)
        .httpOnly(true)
        .secure(uri.getRequestUri().getScheme().equals("https"))
        .sameSite(NewCookie.SameSite.LAX)
        .build();
  }
}
