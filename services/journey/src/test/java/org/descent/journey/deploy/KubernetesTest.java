package org.descent.journey.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Stream;
import org.descent.contracts.Topics;
import org.junit.jupiter.api.Test;

/** What the manifests have to have in common with the applications. */
class KubernetesTest {
  private static final String BASE = "deploy/kubernetes/base/";

  private static Stream<JsonNode> manifests() {
    return Repository.texts(Repository.yaml(BASE + "kustomization.yaml").get("resources")).stream()
        .flatMap(file -> Repository.yamls(BASE + file).stream());
  }

  private static JsonNode manifest(String kind, String name) {
    return manifests()
        .filter(m -> m.get("kind").asText().equals(kind))
        .filter(m -> m.at("/metadata/name").asText().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void everyServiceIsDeployedWithoutRightsAndWithinLimits() {
    for (var name : Repository.SERVICES) {
      var pod = manifest("Deployment", name).at("/spec/template/spec");
      assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).as(name).isTrue();
      assertThat(pod.at("/automountServiceAccountToken").asBoolean(true)).as(name).isFalse();
      var container = pod.at("/containers/0");
      assertThat(container.at("/securityContext/readOnlyRootFilesystem").asBoolean())
          .as(name)
          .isTrue();
      assertThat(container.at("/resources/limits").has("memory")).as(name).isTrue();
      for (var probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
        assertThat(container.get(probe).at("/httpGet/path").asText()).startsWith("/q/health/");
      }
    }
  }

  @Test
  void trainersAreScaledByTheCohortsThatWait() {
    var scaled = manifest("ScaledObject", "trainer");
    assertThat(scaled.at("/spec/scaleTargetRef/name").asText()).isEqualTo("trainer");
    var trigger = scaled.at("/spec/triggers/0/metadata");
    assertThat(trigger.get("topic").asText()).isEqualTo(Topics.COHORTS);
    assertThat(trigger.get("consumerGroup").asText())
        .isEqualTo(
            Repository.application("trainer")
                .getProperty("mp.messaging.incoming.trainerCohorts.group.id"));
    assertThat(trigger.get("bootstrapServers").asText())
        .isEqualTo(manifest("ConfigMap", "descent").at("/data/KAFKA_BOOTSTRAP_SERVERS").asText());
    assertThat(manifest("Deployment", "trainer").at("/spec").has("replicas"))
        .as("replicas would be set back at every apply")
        .isFalse();
  }

  @Test
  void thereAreAsManyPartitionsAsTrainersAtLeast() {
    var most = manifest("ScaledObject", "trainer").at("/spec/maxReplicaCount").asInt();
    var partitions = manifest("ConfigMap", "descent").at("/data/DESCENT_TOPICS_PARTITIONS").asInt();
    assertThat(most).isPositive().isLessThanOrEqualTo(partitions);
  }

  @Test
  void noPodOfOtherNamespacesReachesControlUnlessItsNamespaceIsNamed() {
    for (var rule : manifest("NetworkPolicy", "descent").at("/spec/ingress")) {
      assertThat(rule.path("from")).isNotEmpty();
      for (var from : rule.get("from")) {
        var selector = from.has("podSelector") ? "podSelector" : "namespaceSelector";
        assertThat(from.get(selector).path("matchLabels").properties()).isNotEmpty();
      }
    }
  }

  @Test
  void controlDoesNotStartWithoutTokens() {
    var control = manifest("Deployment", "control").at("/spec/template/spec/containers/0/envFrom");
    var tokens =
        Repository.elements(control)
            .map(source -> source.path("secretRef"))
            .filter(secret -> secret.path("name").asText().equals("descent-tokens"))
            .toList();
    assertThat(tokens).hasSize(1);
    assertThat(tokens.get(0).path("optional").asBoolean()).isFalse();
    assertThat(manifest("ConfigMap", "descent").get("data").has("DESCENT_TOKENS")).isFalse();
  }

  @Test
  void theGpuOverlayAsksForOneGpuEach() {
    var patch = Repository.yaml("deploy/kubernetes/gpu/trainer.yaml");
    assertThat(patch.at("/metadata/name").asText()).isEqualTo("trainer");
    assertThat(
            patch
                .at("/spec/template/spec/containers/0/resources/limits")
                .get("nvidia.com/gpu")
                .asText())
        .isEqualTo("1");
  }
}
