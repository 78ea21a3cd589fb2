/** What workflows may ask of files. */
export interface FilesActivities {
  /**
   * Binds uploaded files to a subject, so that they are kept.
   * @throws `AttachmentUnknown` when one does not exist or was uploaded by another account
   */
  attach(input: { fileIds: string[]; ownerAccountId: string; subjectId: string }): Promise<void>;
}
