package org.descent.journey;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may know whom. */
class ArchitectureTest {
  private static final JavaClasses DESCENT =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("org.descent");

  private static final List<String> SERVICES =
      List.of(
          "org.descent.loader..",
          "org.descent.trainer..",
          "org.descent.evaluator..",
          "org.descent.control..");

  @Test
  void onlyLearningKnowsTensorFlow() {
    noClasses()
        .that()
        .resideOutsideOfPackage("org.descent.learning..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.tensorflow..", "org.bytedeco..")
        .check(DESCENT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"contracts", "experiment", "learning", "transport"})
  void librariesKnowNoContainer(String library) {
    noClasses()
        .that()
        .resideInAPackage("org.descent." + library + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.quarkus..", "io.smallrye..", "jakarta..", "org.eclipse.microprofile..")
        .check(DESCENT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"contracts", "experiment", "learning"})
  void theCoreKnowsNoBroker(String library) {
    noClasses()
        .that()
        .resideInAPackage("org.descent." + library + "..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.apache.kafka..")
        .check(DESCENT);
  }

  @Test
  void servicesKnowNoOtherService() {
    for (var service : SERVICES) {
      noClasses()
          .that()
          .resideInAPackage(service)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              SERVICES.stream().filter(s -> !s.equals(service)).toArray(String[]::new))
          .orShould()
          .dependOnClassesThat()
          .resideInAPackage("org.descent.standalone..")
          .check(DESCENT);
    }
  }

  @Test
  void contractsKnowOnlyThemselvesAndJacksonsAnnotations() {
    noClasses()
        .that()
        .resideInAPackage("org.descent.contracts..")
        .should()
        .dependOnClassesThat()
        .resideOutsideOfPackages(
            "org.descent.contracts..", "java..", "com.fasterxml.jackson.annotation..")
        .check(DESCENT);
  }
}
