package org.descent.journey.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What {@code docker compose} is given, without a Docker engine. */
class ComposeFileTest {
  private static final JsonNode COMPOSE = Repository.yaml("docker-compose.yml");
  private static final Set<String> ONE_SHOTS = Set.of("topics", "study");
  private static final Pattern DEFAULT = Pattern.compile("\\$\\{\\w+:-([^}]*)}");

  private static Map<String, JsonNode> services() {
    return COMPOSE.get("services").properties().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static JsonNode service(String name) {
    return COMPOSE.get("services").get(name);
  }

  /** A value as it is where no variable is set. */
  private static String plain(String value) {
    return DEFAULT.matcher(value).replaceAll("$1");
  }

  @Test
  void theFourServicesAreMadeByOneRecipe() {
    for (var name : Repository.SERVICES) {
      var build = service(name).get("build");
      assertThat(build.get("dockerfile").asText()).isEqualTo("deploy/Dockerfile");
      assertThat(build.get("args").get("MODULE").asText()).isEqualTo(name);
      assertThat(Repository.ROOT.resolve("services/" + name)).isDirectory();
    }
  }

  @Test
  void imagesOfOthersArePinned() {
    services()
        .forEach(
            (name, service) -> {
              var image = plain(service.get("image").asText());
              if (!image.startsWith("descent/")) {
                assertThat(image).as(name).matches("[a-z/]+:v?\\d+\\.\\d+\\.\\d+");
              }
            });
  }

  @Test
  void trainersCanBeScaled() {
    assertThat(service("trainer").has("ports")).isFalse();
    assertThat(services().values()).noneMatch(service -> service.has("container_name"));
  }

  @Test
  void portsAreOpenToThisMachineAlone() {
    assertThat(services().values())
        .flatMap(service -> Repository.texts(service.path("ports")))
        .isNotEmpty()
        .allSatisfy(port -> assertThat(port).startsWith("127.0.0.1:"));
  }

  @Test
  void nothingHasMoreRightsThanItNeeds() {
    services()
        .forEach(
            (name, service) -> {
              assertThat(Repository.texts(service.get("cap_drop"))).as(name).containsExactly("ALL");
              assertThat(Repository.texts(service.get("security_opt")))
                  .as(name)
                  .containsExactly("no-new-privileges:true");
              assertThat(service.has("privileged")).as(name).isFalse();
              assertThat(service.has("mem_limit")).as(name).isTrue();
              if (!name.equals("kafka")) { // whose image writes its configuration at the start
                assertThat(service.path("read_only").asBoolean()).as(name).isTrue();
              }
            });
  }

  @Test
  void servicesHaveTimeToStop() {
    services()
        .forEach(
            (name, service) -> {
              var seconds = service.get("stop_grace_period").asText().replace("s", "");
              assertThat(Integer.parseInt(seconds)).as(name).isGreaterThanOrEqualTo(30);
            });
  }

  @Test
  void onlyHealthyOrFinishedServicesAreWaitedFor() {
    services()
        .forEach(
            (name, service) ->
                service
                    .path("depends_on")
                    .properties()
                    .forEach(
                        wait -> {
                          var condition = wait.getValue().get("condition").asText();
                          var other = service(wait.getKey());
                          assertThat(other).as(name + " waits for " + wait.getKey()).isNotNull();
                          if (condition.equals("service_healthy")) {
                            assertThat(other.path("healthcheck").has("test"))
                                .as(wait.getKey() + " has a health check")
                                .isTrue();
                          } else {
                            assertThat(condition).isEqualTo("service_completed_successfully");
                            assertThat(ONE_SHOTS).contains(wait.getKey());
                          }
                        }));
  }

  @Test
  void longRunningServicesAreWatchedAndStartedAgain() {
    services()
        .forEach(
            (name, service) -> {
              var oneShot = ONE_SHOTS.contains(name);
              assertThat(service.get("restart").asText())
                  .as(name)
                  .isEqualTo(oneShot ? "no" : "unless-stopped");
              assertThat(service.path("healthcheck").has("test")).as(name).isEqualTo(!oneShot);
            });
  }

  @Test
  void mountedFilesExist() {
    var mounted =
        services().values().stream()
            .flatMap(service -> Repository.elements(service.path("volumes")))
            .map(volume -> plain(volume.asText()).split(":")[0])
            .toList();
    var volumes = new HashSet<String>();
    COMPOSE.get("volumes").fieldNames().forEachRemaining(volumes::add);
    assertThat(mounted).isNotEmpty();
    for (var source : mounted) {
      if (source.startsWith("./")) {
        assertThat(Repository.ROOT.resolve(source)).exists();
      } else {
        assertThat(volumes).contains(source);
      }
    }
  }

  @Test
  void dataOutlivesItsContainer() {
    assertThat(Repository.texts(service("kafka").get("volumes")))
        .containsExactly("kafka-data:" + environment("kafka").get("KAFKA_LOG_DIRS").asText());
  }

  @Test
  void servicesListenWhereTheApplicationsSay() {
    for (var name : Repository.SERVICES) {
      assertThat(environment(name).get("QUARKUS_HTTP_PORT").asText())
          .as(name)
          .isEqualTo(Repository.application(name).getProperty("quarkus.http.port"));
    }
  }

  @Test
  void prometheusAsksEveryServiceAtItsPort() {
    var targets = new ArrayList<String>();
    for (var job : Repository.yaml("deploy/prometheus/prometheus.yml").get("scrape_configs")) {
      Repository.elements(job.path("static_configs"))
          .flatMap(config -> Repository.elements(config.get("targets")))
          .forEach(target -> targets.add(target.asText()));
      Repository.elements(job.path("dns_sd_configs"))
          .flatMap(
              dns ->
                  Repository.elements(dns.get("names"))
                      .map(host -> host.asText() + ":" + dns.get("port").asText()))
          .forEach(targets::add);
      if (Repository.SERVICES.contains(job.get("job_name").asText())) {
        assertThat(job.get("metrics_path").asText()).isEqualTo("/q/metrics");
      }
    }
    var expected =
        Stream.concat(
                Repository.SERVICES.stream()
                    .map(n -> n + ":" + environment(n).get("QUARKUS_HTTP_PORT").asText()),
                Stream.of("localhost:9090"))
            .toList();
    assertThat(targets).containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void controlSaysWhoMayComeIn() {
    var control = environment("control");
    assertThat(control.get("QUARKUS_HTTP_HOST").asText()).isEqualTo("0.0.0.0");
    assertThat(plain(control.get("DESCENT_TOKENS").asText())).isEqualTo("none");
    assertThat(environment("study").has("DESCENT_TOKEN")).isTrue();
  }

  @Test
  void overlaysChangeOnlyServicesThatExist() {
    for (var overlay : List.of("deploy/compose.offline.yml", "deploy/compose.gpu.yml")) {
      var changed = new ArrayList<String>();
      Repository.yaml(overlay).get("services").fieldNames().forEachRemaining(changed::add);
      assertThat(services().keySet()).as(overlay).containsAll(changed);
    }
  }

  @Test
  void withoutARegistryNoImageIsPulled() {
    var overlay = Repository.yaml("deploy/compose.offline.yml").get("services");
    services()
        .forEach(
            (name, service) -> {
              var own = overlay.path(name);
              var image = plain(service.get("image").asText());
              var built = own.path("build").path("args").path("APP").asText().equals("prebuilt");
              var local = own.path("image").asText().startsWith("descent-offline/");
              assertThat(built || local || own.has("profiles")).as(name + " " + image).isTrue();
            });
  }

  private static JsonNode environment(String service) {
    return service(service).get("environment");
  }
}
