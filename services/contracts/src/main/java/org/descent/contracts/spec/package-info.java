/**
 * What an experiment asks for: data, network, optimiser, budget, target; every default filled in.
 */
package org.descent.contracts.spec;
