/**
 * What people look at: reports with their figures, and what the page in the browser is made from,
 * which is experiments in aggregate, never curve by curve, so that an answer's size depends on what
 * is drawn and not on how much has been trained.
 */
package org.descent.control.page;
