import { AccessRequestInput, AccessRequestStore } from './access-request-store';
import { Operations } from './operation';
import { ServiceError } from './service-error';
import { MAX_TAGS, refuseReserved } from './tags';

/** Requests for access to nodes. Credentials are none of the double: GetAccessToken is 501 for everybody. */
export function accessRequestOperations(requests: AccessRequestStore): Operations {
  return {
    /** There is no client token: every call makes another request. Codes and wording of what is checked here are unproven. */
    StartAccessRequest: (input: AccessRequestInput, caller) => {
      // Temporary credentials are documented to be required.
      if (caller.arn.includes(':user/')) {
        throw new ServiceError('AccessDeniedException', `${caller.arn} has no temporary credentials, which access requests require`);
      }
      const { Targets: targets, Tags: tags = [] } = input;
      // The model allows an empty list, but then there is nothing that access is requested to.
      const isIncomplete = targets.length === 0 || targets.some(({ Key, Values }) => Key === undefined || !Values || Values.length === 0);
      if (isIncomplete) throw invalid('An access request has targets, and each of them a key and values');
      refuseReserved(tags);
      if (tags.length > MAX_TAGS.OpsItem) throw invalid(`At most ${MAX_TAGS.OpsItem} tags can be given, got ${tags.length}`);
      if (new Set(tags.map(tag => tag.Key)).size < tags.length) throw invalid('A tag key is given twice');
      return { AccessRequestId: requests.start(input, caller.arn) };
    },
  };
}

function invalid(message: string): ServiceError {
  return new ServiceError('ValidationException', message);
}
